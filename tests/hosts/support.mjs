// What the tests in real hosts share: the site on a port of its own, the examples that it has, and the programs of Python's environment.
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {cp, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '../../tools/serve.mjs';
import {site} from '../page/browser.mjs';
import {draw_digit} from '../page/support/handwriting.mjs';
import {state_where, until} from '../page/support/open.mjs';

// Where tools/setup python puts programs.
export const kPrograms = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'bottleneck/python/bin');

// A folder that is removed after the tests.
export async function temporary_folder() {
  const folder = await mkdtemp(join(tmpdir(), 'bottleneck-host-'));
  return {folder, remove: () => rm(folder, {recursive: true, force: true, maxRetries: 5})};
}

// A copy of one of the site's examples whose addresses are those of the served site.
export async function take_example(name, url, folder) {
  await cp(join(site, 'examples', name), folder, {recursive: true});
  for (const file of await readdir(folder)) {
    const text = await readFile(join(folder, file), 'utf8');
    await writeFile(join(folder, file), text.replaceAll('http://127.0.0.1:8080/', url));
  }
}

export function run(program, options, {cwd, env = {}} = {}) {
  if (!existsSync(program)) throw new Error(`there is no ${program}: tools/setup python installs it`);
  return new Promise((resolve, reject) => {
    execFile(program, options, {cwd, env: {...process.env, ...env}, timeout: 120000}, (error, stdout, stderr) => {
      if (error) reject(new Error(`${error.message}\n${stdout}${stderr}`));
      else resolve(stdout);
    });
  });
}

export const serve_site = () => serve(site);
export {serve};

// What the examples have in every host: a pad, in which a seven is drawn and read, and below it a map. Gives the pad's frame.
export async function try_both_elements(page) {
  const frame_of = (station) => until(() => page.frames().find((one) => one.url().includes(`station=${station}`)), `the frame of ${station}`);
  const frame = await frame_of('draw');
  const wait = (condition, what) => state_where(frame, condition, what);
  await wait((now) => now.ready && now.codesReady && now.model === 'mnist-16', 'the page to be ready');
  await draw_digit({page: frame, wait}, 7);
  await wait((now) => now.prediction === 7, 'a seven to be read');
  await page.locator('bottleneck-lab').last().scrollIntoViewIfNeeded();
  await state_where(await frame_of('map'), (now) => now.ready && now.station === 'map', 'the map');
  return frame;
}
