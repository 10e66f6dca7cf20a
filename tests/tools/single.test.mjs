// How the page is made one file (single/bundle.mjs): of a tiny site.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {randomBytes} from 'node:crypto';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kModels = ['mnist-8', 'mnist-16', 'mnist-64', 'fashion-16', 'another'];
const kPage = '<html><head><script src="starting.js"></script><link rel="icon" href="icon.svg" type="image/svg+xml"><link rel="stylesheet" href="styles.css">' +
  '<link rel="preload" as="fetch" crossorigin href="bottleneck.wasm"><link rel="modulepreload" href="bottleneck.js">' +
  '<link class="usual" as="fetch" crossorigin href="assets/models/index.json"><link class="usual-later" as="fetch" crossorigin href="codes"><script type="module" src="main.js"></script></head>' +
  '<body><ul><li class="file">opened as a file</li><li>too old</li></ul></body></html>';

let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck single-'));
  await put('index.html', kPage);
  await put('starting.js', 'const starting = true;');
  await put('icon.svg', '<svg/>');
  await put('styles.css', 'body { margin: 0 }');
  await put('main.js', "import {getFile} from './site_files.js'; getFile('a').then(() => import('./bottleneck.js')); document.title = '</script>';");
  await put('site_files.js', "export const getFile = () => 'served';");
  await put('gunzip.js', 'export const gunzip = () => null;');
  await put('bottleneck.js', "export default 'the program';");
  for (const part of ['bottleneck.wasm', 'bottleneck.later.wasm']) await put(part, 'wasm');
  await put('worker.js', 'worker');
  await put('worker.wasm', 'wasm');
  for (const name of ['pako-inflate', 'zip-core']) await put(`${name}.LICENSE.txt`, `the licence of ${name}`);
  await put('data/index.json', '{"version": 1, "datasets": [{"name": "mnist"}]}');
  await put('assets/models/index.json', JSON.stringify(kModels.map((name) => ({name}))));
  for (const name of kModels) {
    await put(`assets/models/${name}.json`, '{"has_codes": true}');
    await put(`assets/models/${name}.safetensors`, 'weights');
    await put(`assets/models/${name}.codes.safetensors`, 'codes');
  }
});
afterEach(() => rm(folder, {recursive: true}));

async function put(path, content) {
  await mkdir(dirname(join(folder, 'site', path)), {recursive: true});
  await writeFile(join(folder, 'site', path), content);
}
const bundle = () => new Promise((resolve) => {
  execFile('node', [join(root, 'single/bundle.mjs'), join(folder, 'site'), join(folder, 'one.html')], (error, stdout, stderr) => resolve({
    status: error ? error.code : 0, stderr,
  }));
});
const one_file = () => readFile(join(folder, 'one.html'), 'utf8');

test('everything that the page names, and what it will ask for, is in the file', async () => {
  assert.deepEqual(await bundle(), {status: 0, stderr: ''});
  const text = await one_file();
  const within = new Map(Array.from(text.matchAll(/<script type="application\/gzip;base64" data-path="([^"]+)" data-type="([^"]+)" data-bytes="(\d+)">([^<]*)</g),
    ([, path, type, bytes, packed]) => [path, {type, bytes: Number(bytes), content: String(gunzipSync(Buffer.from(packed, 'base64')))}]));
  const content = (path) => JSON.parse(within.get(path).content);
  assert.deepEqual(within.get('bottleneck.wasm'), {type: 'application/wasm', bytes: 4, content: 'wasm'});
  assert.ok(within.has('bottleneck.later.wasm'));
  assert.deepEqual(content('data/index.json'), {version: 1, datasets: []});
  assert.deepEqual(content('assets/models/index.json').map(({name}) => name), kModels.slice(0, 4));
  for (const {name} of content('assets/models/index.json')) {
    assert.ok(within.has(`assets/models/${name}.safetensors`));
    assert.equal(content(`assets/models/${name}.json`).has_codes, within.has(`assets/models/${name}.codes.safetensors`), name);
  }
  assert.equal([...within.keys()].filter((path) => path.endsWith('.codes.safetensors')).length, 1);
  assert.doesNotMatch(text, /\b(?:src|href)="(?!data:)|preload|class="usual|'served'|opened as a file/);
  assert.match(text, /too old/);
  assert.match(text, /the licence of pako-inflate[^]*the licence of zip-core/);
  assert.equal(text.match(/<script/g).length, text.match(/<\/script>/g).length, 'no text of a script ends it');
});

test('one that is too large when it is packed is none', async () => {
  await put('bottleneck.wasm', randomBytes(3_000_000));
  const {status, stderr} = await bundle();
  assert.equal(status, 1);
  assert.match(stderr, /more than 3000000/);
  await assert.rejects(one_file());
});

test('a file that the page names in another way is an error', async () => {
  await put('index.html', kPage.replace('<body>', '<body><img src="picture.png" alt="">'));
  const {status, stderr} = await bundle();
  assert.equal(status, 1);
  assert.match(stderr, /picture\.png/);
});

test('no module of the page looks for its neighbours, or fetches, but by site_files.js', async () => {
  const own = (await readdir(join(root, 'web'))).filter((name) => name.endsWith('.js') && name !== 'site_files.js' && name !== 'embed.js');
  assert.ok(own.includes('main.js'));
  for (const name of own) assert.doesNotMatch(await readFile(join(root, 'web', name), 'utf8'), /import\.meta|\bfetch\([^)]/, name);
});
