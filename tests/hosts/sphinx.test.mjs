// The example page for Sphinx, in Chromium: made with MyST's parser and the book's theme, which is what Jupyter Book 1 makes a book with.
import assert from 'node:assert/strict';
import {cp, mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from '../page/browser.mjs';
import {draw_digit} from '../page/support/handwriting.mjs';
import {launch_browser, open_in, state_where, until, use} from '../page/support/open.mjs';
import {kPrograms, run, serve, serve_site, take_example, temporary_folder} from './support.mjs';

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
    const frame_of = (station) => until(() => page.frames().find((one) => one.url().includes(`station=${station}`)), `the frame of ${station}`);
    const frame = await frame_of('draw');
    assert.ok(frame.url().startsWith(lab.url));
    const wait = (condition, what) => state_where(frame, condition, what);
    await wait((now) => now.ready && now.codesReady && now.model === 'mnist-16', 'the page to be ready');
    await draw_digit({page: frame, wait}, 7);
    await wait((now) => now.prediction === 7, 'a seven to be read');
    await page.locator('bottleneck-lab').last().scrollIntoViewIfNeeded();
    await state_where(await frame_of('map'), (now) => now.ready && now.station === 'map', 'the map');
  });
});
