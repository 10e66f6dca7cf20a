// The example project for MyST and Jupyter Book: built by MyST, its widgets shown by MyST's own renderer in Chromium. The rest of a
// book's page, its theme, MyST downloads from a site of its own while it builds, which not every network reaches; so the page around
// the widgets is made here.
import assert from 'node:assert/strict';
import {cp, mkdir, readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {launch_browser, open_in, until, use} from '../page/support/open.mjs';
import {run, serve, serve_site, take_example, temporary_folder, try_both_elements} from './support.mjs';

const kHere = fileURLToPath(new URL('.', import.meta.url));
const program = (name) => join(kHere, 'node_modules/.bin', name);

let browser, site, temporary, book;
before(async () => {
  [browser, site, temporary] = await Promise.all([launch_browser(), serve_site(), temporary_folder()]);
  const project = join(temporary.folder, 'project');
  await take_example('myst', site.url, project);
  // A theme that has nothing, in place of one that is downloaded.
  const settings = await readFile(join(project, 'myst.yml'), 'utf8');
  assert.match(settings, /template: book-theme/);
  await writeFile(join(project, 'myst.yml'), settings.replace('book-theme', 'theme'));
  await mkdir(join(project, 'theme'));
  await writeFile(join(project, 'theme/template.yml'), 'jtex: v1\ntitle: None\nversion: 1.0.0\nbuild:\n  install: "true"\n  start: "true"\n');
  await run(program('myst'), ['build', '--site', '--strict', '--ci'], {cwd: project});

  const pages = join(temporary.folder, 'pages');
  await cp(join(project, '_build/site/public'), pages, {recursive: true});
  await cp(join(project, '_build/site/content/index.json'), join(pages, 'index.json'));
  await run(program('esbuild'), [join(kHere, 'myst_page.js'), '--bundle', '--format=esm', '--log-level=error',
    '--define:process.env.NODE_ENV="production"', `--outfile=${join(pages, 'page.js')}`]);
  await writeFile(join(pages, 'index.html'), `<!doctype html><html lang="en"><meta charset="utf-8"><title>Book</title>
    <script type="module" src="page.js"></script>`);
  book = await serve(pages);
});
after(async () => {
  await Promise.all([browser?.close(), site?.close(), book?.close()]);
  await temporary?.remove();
});

test('in a book made by MyST, both widgets are shown and can be used', async () => {
  const opened = await open_in(browser, book.url, {hosts: /^127\.0\.0\.1:/});
  const {page} = opened;
  await use(opened, async () => {
    await until(() => page.locator('bottleneck-lab').count().then((count) => count === 2), 'two widgets');
    const frame = await try_both_elements(page);
    assert.ok(frame.url().startsWith(site.url));
    assert.equal(await page.locator('bottleneck-lab').last().evaluate((lab) => lab.clientHeight), 640);
  });
});
