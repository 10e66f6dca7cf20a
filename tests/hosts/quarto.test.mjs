// The example page for Quarto, in Chromium. Where Quarto is on PATH it is made by Quarto; it is in none of the archives that tools/setup uses
// (its package on PyPI downloads it from elsewhere). Where it is not, by Pandoc, which Quarto itself hands a page to.
import assert from 'node:assert/strict';
import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {launch_browser, open_in, serve_strictly, use} from '../page/support/open.mjs';
import {find_program} from '../page/support/programs.mjs';
import {kPrograms, run, take_example, temporary_folder, try_both_elements} from './support.mjs';

const quarto = find_program('quarto');

async function make_page(folder) {
  if (quarto) {
    await run(quarto, ['render', 'index.qmd'], {cwd: folder});
  } else {
    const python = join(kPrograms, 'python');
    const pandoc = await run(python, ['-c', 'import pypandoc; print(pypandoc.get_pandoc_path(), end="")']);
    await run(pandoc, ['index.qmd', '--from=markdown', '--to=html5', '--standalone', '--output=index.html'], {cwd: folder});
  }
}

let browser, server, temporary;
before(async () => {
  [browser, temporary] = await Promise.all([launch_browser(), temporary_folder()]);
  await take_example('quarto', '', temporary.folder);
  await make_page(temporary.folder);
  const extra = {};
  for (const entry of await readdir(temporary.folder, {recursive: true, withFileTypes: true})) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (entry.isFile()) extra[`examples/quarto/${path.slice(temporary.folder.length + 1)}`] = await readFile(path);
  }
  server = await serve_strictly({extra, policy: "frame-src 'self'"});
});
after(async () => {
  await Promise.all([browser?.close(), server?.close()]);
  await temporary?.remove();
});

test(`in a page made by ${quarto ? 'Quarto' : 'Pandoc'}, both elements are shown and can be used`, async () => {
  const opened = await open_in(browser, `${server.url}examples/quarto/index.html`, {hosts: /^127\.0\.0\.1:/});
  const {page} = opened;
  await use(opened, async () => {
    assert.equal(await page.locator('h1').innerText(), 'What survives sixteen numbers');
    await try_both_elements(page);
  });
});
