// web/zip.js on zip files as other programs write them: which files it finds, and what it says of damage. That files are unpacked in a
// browser, tests/page/pictures.test.mjs shows.
import assert from 'node:assert/strict';
import {copyFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {zip_of} from '../page/support/pictures.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder, listZip, texts;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck-zip-'));
  for (const name of ['zip.js', 'strings.js']) await copyFile(join(root, 'web', name), join(folder, name));
  await copyFile(join(root, 'node_modules/@zip.js/zip.js/dist/zip-core-external.min.js'), join(folder, 'zip-core.min.js'));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  texts = JSON.parse(await readFile(join(root, 'texts/english.json'))).shell;
  await writeFile(join(folder, 'texts.js'), `export const texts = ${JSON.stringify(texts)};`);
  ({listZip} = await import(pathToFileURL(join(folder, 'zip.js'))));
});
after(() => rm(folder, {recursive: true}));

const kFiles = {'cats/0.png': Buffer.from('first'), 'cats/1.png': Buffer.from('second'), 'dogs/0.png': Buffer.from('third')};
const stored = (entry) => Object.assign(entry, {method: 0, packed: entry.bytes}); // Node 18 cannot inflate as browsers do
const list = (bytes) => listZip(new Blob([bytes]));
async function contents(bytes) {
  const files = await list(bytes);
  return Object.fromEntries(await Promise.all(files.map(async (file) => [file.path, String(Buffer.from(await file.bytes()))])));
}
const kContents = {'cats/0.png': 'first', 'cats/1.png': 'second', 'dogs/0.png': 'third'};

test('the files of a zip file, and none of its folders', async () => {
  assert.deepEqual(await contents(zip_of({'cats/': Buffer.alloc(0), ...kFiles}, stored)), kContents);
  assert.deepEqual((await list(zip_of(kFiles))).map(({size}) => size), [5, 6, 5]);
});

test('zip64, also where nothing is so large', async () => {
  const zip64 = (entry) => Object.assign(stored(entry), {isZip64: true});
  assert.deepEqual(await contents(zip_of(kFiles, zip64)), kContents);
  assert.deepEqual(await contents(zip_of(kFiles, stored, {isEndZip64: true})), kContents);
  assert.deepEqual(await contents(zip_of(kFiles, zip64, {isEndZip64: true})), kContents);
});

test('names in UTF-8, said or not, and in code page 437', async () => {
  const name_of = async (path, flags) => (await list(zip_of({x: Buffer.from('x')}, (entry) => Object.assign(entry, {path, flags}))))[0].path;
  assert.equal(await name_of(Buffer.from('zoë/日本.png'), 0x800), 'zoë/日本.png');
  assert.equal(await name_of(Buffer.from('zoë/日本.png'), 0), 'zoë/日本.png');
  assert.equal(await name_of(Buffer.from('\x8erger/0.png', 'latin1'), 0), 'Ärger/0.png');
  assert.equal(await name_of(Buffer.from('\x81ber \x84\x94\xe1/0.png', 'latin1'), 0), 'über äöß/0.png');
});

test('an end that counts other files than the list has', async () => {
  await assert.rejects(list(zip_of(kFiles, stored, {count: 1})), {message: texts.zipLonger});
  await assert.rejects(list(zip_of(kFiles, stored, {count: 4})), {message: texts.zipDamaged});
});

test('what cannot be read is named with its reason', async () => {
  const whole = zip_of(kFiles, stored);
  await assert.rejects(list(whole.subarray(0, whole.length - 30)), {message: texts.zipDamaged});
  await assert.rejects(list(Buffer.from('PK\x03\x04')), {message: texts.zipDamaged});
  const first = async (change) => (await list(zip_of(kFiles, (entry) => change(stored(entry)))))[0].bytes();
  await assert.rejects(first((entry) => { entry.flags |= 1; }), {message: texts.zipEncrypted});
  await assert.rejects(first((entry) => { entry.method = 93; }), {message: texts.zipMethod});
  await assert.rejects(first((entry) => { entry.size += 1; }), {message: texts.cannotUnpack});
});

test('a file that unpacks to more than is said of it is given up at once', async () => {
  if (process.versions.node.startsWith('18.')) return; // see `stored`
  const much = Buffer.alloc(1 << 26);
  const [file] = await list(zip_of({'a.npy': much}, (entry) => Object.assign(entry, {size: 1000})));
  assert.equal(file.size, 1000);
  const before = process.memoryUsage().arrayBuffers;
  await assert.rejects(file.bytes(), {message: texts.cannotUnpack});
  assert.ok(process.memoryUsage().arrayBuffers - before < much.length / 2, 'most of it was not unpacked');
});
