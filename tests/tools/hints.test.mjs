// What the page tells the browser to fetch before it knows why (cmake/hints.mjs): of a tiny site.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const program = fileURLToPath(new URL('../../cmake/hints.mjs', import.meta.url));

let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck hints-'));
  await put('index.html', '<head>\n  <!-- hints -->\n  <script src="starting.js"></script>\n</head>');
  await put('main.js', "import {a} from './a.js'; a().then(() => import('./bottleneck.js'));");
  await put('a.js', "import {b} from './b.js'; export const a = () => b && import('./later.js');");
  await put('b.js', 'export const b = 1;');
  await put('later.js', "import './b.js';");
  await put('bottleneck.js', "export default 'the program';");
  await put('another.js', '');
  await put('assets/models/index.json', '[{"name": "first"}, {"name": "usual", "is_usual": true}]');
  for (const name of ['first', 'usual']) await put(`assets/models/${name}.json`, `{"has_codes": ${name === 'usual'}}`);
});
afterEach(() => rm(folder, {recursive: true}));

async function put(path, content) {
  await mkdir(dirname(join(folder, path)), {recursive: true});
  await writeFile(join(folder, path), content);
}
const write_hints = () => new Promise((resolve) => {
  execFile('node', [program, folder], (error, stdout, stderr) => resolve({status: error ? error.code : 0, stderr}));
});
// The files that links of a kind name.
async function named(kind) {
  const page = await readFile(join(folder, 'index.html'), 'utf8');
  return Array.from(page.matchAll(/<link ([^>]*)href="([^"]*)">/g)).filter(([, how]) => how.startsWith(kind)).map(([, , file]) => file).sort();
}

test('every module that main.js leads to is named, and none that may be wanted later', async () => {
  assert.deepEqual(await write_hints(), {status: 0, stderr: ''});
  assert.deepEqual(await named('rel="modulepreload"'), ['a.js', 'b.js', 'bottleneck.js', 'main.js']);
  assert.deepEqual(await named('rel="preload"'), ['bottleneck.wasm']);
});

test('the usual model is named, and asked for by nobody yet', async () => {
  await write_hints();
  const usual = ['index.json', 'usual.json', 'usual.safetensors'].map((file) => `assets/models/${file}`);
  assert.deepEqual(await named('class="usual"'), usual);
  assert.deepEqual(await named('class="usual-later"'), ['assets/models/usual.codes.safetensors']);
});

test('a model without codes has none to ask for, and the first is the usual one where the list names none', async () => {
  await put('assets/models/index.json', '[{"name": "first"}]');
  await write_hints();
  assert.ok((await named('class="usual"')).includes('assets/models/first.safetensors'));
  assert.deepEqual(await named('class="usual-later"'), []);
});

test('a page without a place for hints is an error', async () => {
  await put('index.html', '<head></head>');
  const {status, stderr} = await write_hints();
  assert.equal(status, 1);
  assert.match(stderr, /no place for hints/);
});
