// The example page for Sphinx, in Chromium: made with MyST's parser and the book's theme, which is what Jupyter Book 1 makes a book with.
import assert from 'node:assert/strict';
import {cp, mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from '../page/browser.mjs';
import {launch_browser, open_in, use} from '../page/support/open.mjs';
import {kPrograms, run, serve, serve_site, take_example, temporary_folder, try_both_elements} from './support.mjs';

let browser, lab, temporary, book;
before(async () => {
  [browser, lab, temporary] = await Promise.all([launch_browser(), serve_site(), temporary_folder()]);
  const project = join(temporary.folder, 'project');
  await take_example('sphinx', lab.url, project);
  await mkdir(join(project, '_static'));
  await cp(join(site, 'embed.js'), join(project, '_static/embed.js'));
  const pages = join(temporary.folder, 'pages');
  await run(join(kPrograms, 'sphinx-build'), ['--fail-on-warning', '--quiet', project, pages]);
  book = await serve(pages);
});
after(async () => {
  await Promise.all([browser?.close(), lab?.close(), book?.close()]);
  await temporary?.remove();
});

test('in a book made by Sphinx, both elements are shown and can be used', async () => {
  // The theme complains of itself on a reader's first visit.
  const opened = await open_in(browser, book.url, {hosts: /^127\.0\.0\.1:/, allowed: /invalid theme mode/});
  const {page} = opened;
  await use(opened, async () => {
    assert.match(await page.locator('article h1').innerText(), /^What survives sixteen numbers/);
    const frame = await try_both_elements(page);
    assert.ok(frame.url().startsWith(lab.url));
  });
});
