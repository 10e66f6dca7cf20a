// jax-js and TensorFlow.js from npm, in the same Chromium. Each row has a page of its own: what one has allocated is not there in the next.
import {existsSync, mkdirSync, readFileSync} from 'node:fs';
import {cp} from 'node:fs/promises';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';
import {serve_folders} from './serve.mjs';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const does_rows = ({group}) => group === 'training' || group === 'neighbours';
// usual: model.fit instead of gradients by hand.
const kPeers = [
  {id: 'jax', name: 'jax-js', way: '', packages: '@jax-js/jax', page: 'jax_page.js', does: does_rows},
  {id: 'tfjs', name: 'TensorFlow.js', way: ', by hand', packages: '@tensorflow/tfjs', page: 'tfjs_page.js', does: does_rows},
  {id: 'tfjs-fit', name: 'TensorFlow.js', way: ', `fit`', packages: '@tensorflow/tfjs', page: 'tfjs_page.js', usual: true, does: ({group, hidden}) => group === 'training' && hidden},
];

// folder: where node_modules with the packages is; work: for the bundles; data: what write_data() wrote.
export async function open_web_peers({browser, folder, work, data}) {
  const modules = join(folder, 'node_modules');
  if (!existsSync(join(folder, 'complete'))) {
    return kPeers.map(({id, name, way}) => ({id, name: name + way, missing: 'its packages cannot be had from npm here', measure: {}}));
  }
  mkdirSync(work, {recursive: true});
  await build({
    entryPoints: [...new Set(kPeers.map(({page}) => here(page)))], bundle: true, format: 'esm', outdir: work, nodePaths: [modules], target: 'es2022', logLevel: 'error',
  });
  await cp(join(modules, '@tensorflow/tfjs-backend-wasm/dist'), join(work, 'tfjs'), {recursive: true, filter: (file) => !/\.js(\.map)?$/.test(file)});
  const server = await serve_folders({'/': work, '/data/': data});
  const measure = async (script, all) => {
    const page = await browser.newPage();
    try {
      await page.goto(server.url);
      await page.addScriptTag({url: `/${script}`, type: 'module'});
      await page.waitForFunction(() => window.measure, undefined, {timeout: 60_000});
      return await page.evaluate((words) => window.measure(...words), all);
    } finally {
      await page.close();
    }
  };
  return kPeers.map(({id, name, way, packages, page, usual, does}, i) => ({
    id, does,
    name: `${name} ${JSON.parse(readFileSync(join(modules, packages, 'package.json'), 'utf8')).version}${way}`,
    measure: (row_id, row) => measure(page, [row_id, row, usual]),
    close: () => (i === 0 ? server.close() : undefined),
  }));
}
