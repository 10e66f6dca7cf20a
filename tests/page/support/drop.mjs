// Files and folders of this machine, dropped onto the page.
import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {until} from './open.mjs';

// Drops them as the system would.
export async function drop(page, paths, {x = 640, y = 700} = {}) {
  const debug = await page.context().newCDPSession(page);
  const data = {items: [], files: paths, dragOperationsMask: 1};
  for (const type of ['dragEnter', 'dragOver']) await debug.send('Input.dispatchDragEvent', {type, x, y, data});
  await until(() => page.isVisible('#drop-here'), 'the page to say that files can be dropped');
  await debug.send('Input.dispatchDragEvent', {type: 'drop', x, y, data});
  await until(async () => !await page.isVisible('#drop-here'), 'the end of the drag');
  await debug.detach();
}

// Writes {path: bytes, …} below a folder; returns the whole paths.
export async function write_files(folder, files) {
  await Promise.all(Object.entries(files).map(async ([path, bytes]) => {
    await mkdir(dirname(join(folder, path)), {recursive: true});
    await writeFile(join(folder, path), bytes);
  }));
  return Object.keys(files).map((path) => join(folder, path));
}
