// web/files.js against a fetch(), a database and a program of its own: what the program is handed, what is kept, and what is said
// when something goes wrong.
import assert from 'node:assert/strict';
import {copyFile, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kPath = 'data/mnist/some file ü.gz';
const kContent = new Uint8Array(300000).map((_, i) => (i * i) % 251);
const kPacked = new Uint8Array(gzipSync(kContent));

let folder, files, texts;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck-files-'));
  for (const name of ['files.js', 'gunzip.js', 'site_files.js', 'strings.js']) await copyFile(join(root, 'web', name), join(folder, name));
  await copyFile(join(root, 'node_modules/pako/dist/browser/pako_inflate.esm.min.mjs'), join(folder, 'pako-inflate.min.js'));
  await writeFile(join(folder, 'package.json'), '{"type": "module"}');
  await writeFile(join(folder, 'database.js'), 'export const makeDatabase = () => globalThis.database;');
  texts = JSON.parse(await readFile(join(root, 'texts/english.json'))).shell;
  await writeFile(join(folder, 'texts.js'), `export const texts = ${JSON.stringify(texts)};`);
  files = await import(pathToFileURL(join(folder, 'files.js')));
});
after(() => rm(folder, {recursive: true}));

// --- the program: a memory that moves whenever it is allocated from, as one that grows does

function make_program({wanted_pieces = Infinity, most_memory = Infinity} = {}) {
  const program = {
    HEAPU8: new Uint8Array(8),
    held: new Set(),
    pieces: [],
    news: [], // [network bytes, total] of each piece
    ends: [], // what is told at the end: null, or the message
    _malloc(size) {
      if (size > most_memory) return 0;
      const old = program.HEAPU8;
      program.HEAPU8 = new Uint8Array(old.length + size);
      program.HEAPU8.set(old);
      const pointer = old.length;
      program.held.add(pointer);
      structuredClone(old.buffer, {transfer: [old.buffer]}); // nobody can go on using it
      return pointer;
    },
    _free: (pointer) => assert.ok(program.held.delete(pointer), 'freed what was not allocated'),
    lengthBytesUTF8: (text) => Buffer.byteLength(text),
    stringToUTF8(text, pointer, size) {
      assert.equal(size, Buffer.byteLength(text) + 1);
      program.HEAPU8.set(Buffer.from(`${text}\0`), pointer);
    },
    text(pointer) {
      const bytes = program.HEAPU8.subarray(pointer);
      return Buffer.from(bytes.subarray(0, bytes.indexOf(0))).toString();
    },
    _page_file_piece(path, pointer, size, bytes, total) {
      assert.equal(program.text(path), kPath);
      program.pieces.push(program.HEAPU8.slice(pointer, pointer + size));
      program.news.push([bytes, total]);
      return program.pieces.length < wanted_pieces ? 1 : 0;
    },
    _page_file_end(path, error) {
      assert.equal(program.text(path), kPath);
      program.ends.push(error ? program.text(error) : null);
    },
    content: () => new Uint8Array(Buffer.concat(program.pieces)),
  };
  return program;
}

// --- the network and the store

let asked; // [URL, cache mode] of each fetch
let signals;
let kept; // URL → bytes
let answer; // () => Response, or throws

const original_fetch = globalThis.fetch;
const database = globalThis.database = {};
const url_of = (path) => new URL(path, pathToFileURL(join(folder, 'files.js'))).href;

beforeEach(() => {
  asked = [];
  signals = [];
  kept = new Map();
  answer = () => respond(kPacked);
  globalThis.fetch = async (url, {signal, cache}) => {
    asked.push([url.href, cache]);
    signals.push(signal);
    return answer(signal);
  };
  const stored = {
    get: (url) => kept.get(url),
    put: (bytes, url) => kept.set(url, new Uint8Array(bytes)),
    delete: (url) => kept.delete(url),
  };
  Object.assign(database, {read: async (ask) => ask(stored), change: async (act) => act(stored)});
});
afterEach(() => { globalThis.fetch = original_fetch; });

// A response whose bytes come in chunks of that size; after them comes an error, or nothing any more (`stalls`).
function respond(bytes, {chunk = 10000, headers = {'Content-Length': bytes.length}, status = 200, error, stalls, signal} = {}) {
  let at = 0;
  const body = new ReadableStream({
    start(control) {
      signal?.addEventListener('abort', () => control.error(signal.reason));
    },
    pull(control) {
      if (at < bytes.length) control.enqueue(bytes.slice(at, at += chunk));
      else if (error) control.error(error);
      else if (stalls) return new Promise(() => {});
      else control.close();
    },
  });
  return new Response(body, {status, statusText: status === 404 ? 'Not Found' : '', headers});
}

async function fetch_it(program, {is_packed = true, is_fresh = false, from = kPath} = {}) {
  await files.fetchFile(program, kPath, from, is_packed, is_fresh);
  assert.equal(program.held.size, 0, 'memory was not given back');
  await settled();
  return program;
}
// Lets what is being kept or removed come to its end.
const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

// --- tests

test('a file comes in pieces of some size, whatever the size of the chunks', async () => {
  for (const chunk of [1, 1000, 65536, 299999, 1000000]) {
    const bytes = chunk === 1 ? kContent.subarray(0, 3000) : kContent;
    answer = () => respond(bytes, {chunk});
    const program = await fetch_it(make_program(), {is_packed: false});
    assert.deepEqual(program.content(), bytes.slice());
    assert.deepEqual(program.ends, [null]);
    const sizes = program.pieces.map((piece) => piece.length);
    assert.equal(sizes.shift(), 0, 'how much there will be is told first');
    assert.ok(sizes.slice(0, -1).every((size) => size >= 65536 && size <= 1 << 20), `${sizes}`);
    assert.deepEqual(program.news.at(-1), [bytes.length, bytes.length]);
    assert.ok(program.news.every(([, total]) => total === bytes.length));
  }
  assert.deepEqual(asked[0], [url_of(kPath), 'default']);
  assert.equal(kept.size, 0, 'only packed files are kept');
});

test('a packed file is unpacked, its progress told in packed bytes', async () => {
  for (const chunk of [1, 1000, 1000000]) {
    answer = () => respond(kPacked, {chunk});
    const program = await fetch_it(make_program(), {is_fresh: true});
    assert.deepEqual(program.content(), kContent);
    assert.deepEqual(program.ends, [null]);
    assert.deepEqual(program.news.at(-1), [kPacked.length, kPacked.length]);
    assert.ok(program.news[0][0] > 0 && program.news[0][0] <= Math.max(chunk, 2));
  }
});

test('all members of a packed file are joined, wherever a chunk ends', async () => {
  const members = [kContent.subarray(0, 1000), kContent.subarray(1000, 1001), kContent.subarray(1001)].map((part) => gzipSync(part));
  const packed = new Uint8Array(Buffer.concat(members));
  for (const size of [1, members[0].length, members[0].length + 1, packed.length]) {
    answer = (signal) => respond(packed, {chunk: size, signal});
    const program = await fetch_it(make_program(), {is_fresh: true});
    assert.deepEqual(program.content(), kContent);
    assert.deepEqual(program.ends, [null]);
  }
  const of_chunks = (size) => ({stream: () => new Response(packed).body, size});
  const {chunks} = await files.readFile(of_chunks(packed.length), kContent.length);
  assert.deepEqual(new Uint8Array(Buffer.concat(chunks)), kContent);
});

test('of a small file that unpacks to very much, little more is unpacked than is wanted', async () => {
  const packed = new Uint8Array(gzipSync(new Uint8Array(1 << 28)));
  const {prototype} = TransformStreamDefaultController;
  const {enqueue} = prototype;
  let unpacked = 0;
  prototype.enqueue = function count(chunk) {
    unpacked += chunk.length;
    return enqueue.call(this, chunk);
  };
  try {
    const file = {stream: () => new Blob([packed]).stream()};
    await assert.rejects(files.readFile(file, 1 << 20), {message: texts.tooLarge});
  } finally {
    prototype.enqueue = enqueue;
  }
  assert.ok(unpacked < 1 << 26, `${unpacked} bytes`);
});

test('an empty file and one of a byte', async () => {
  for (const size of [0, 1]) {
    answer = () => respond(kContent.subarray(1, 1 + size));
    const program = await fetch_it(make_program());
    assert.deepEqual(program.content(), kContent.slice(1, 1 + size));
    assert.deepEqual(program.ends, [null]);
    kept.clear();
  }
});

test('a packed file that the server unpacks by itself', async () => {
  answer = () => respond(kContent, {headers: {'Content-Length': kPacked.length, 'Content-Encoding': 'gzip'}});
  const program = await fetch_it(make_program());
  assert.deepEqual(program.content(), kContent);
  assert.deepEqual(program.news.at(-1), [kContent.length, 0], 'the length on the way says nothing');
});

test('what is not asked for as packed is not unpacked', async () => {
  const program = await fetch_it(make_program(), {is_packed: false});
  assert.deepEqual(program.content(), kPacked);
});

test('a file from elsewhere is called and kept by its path here', async () => {
  const from = 'https://mirror.example/some/where.gz';
  const program = await fetch_it(make_program(), {from});
  assert.deepEqual(asked, [[from, 'default']]);
  assert.deepEqual(program.content(), kContent);
  assert.deepEqual([...kept], [[url_of(kPath), kPacked]]);
  const again = await fetch_it(make_program(), {from});
  assert.equal(asked.length, 1, 'the copy is taken');
  assert.deepEqual(again.content(), kContent);
});

test('a fetch that is given up is heard of no more, and can be begun again', async () => {
  answer = (signal) => respond(kPacked.subarray(0, 20000), {stalls: true, signal});
  const program = make_program();
  const first = files.fetchFile(program, kPath, kPath, true, false);
  await settled();
  files.stopFetching(kPath);
  const heard = program.pieces.length;
  answer = () => respond(kPacked);
  const again = await fetch_it(make_program());
  await first;
  assert.equal(program.pieces.length, heard);
  assert.deepEqual(program.ends, []);
  assert.equal(program.held.size, 0);
  assert.deepEqual(again.content(), kContent);
  assert.deepEqual(kept.get(url_of(kPath)), kPacked);
  files.stopFetching(kPath); // nothing is under way
});

test('one that is given up before the server answers, and a kept copy', async () => {
  answer = (signal) => new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const program = make_program();
  const waiting = files.fetchFile(program, kPath, kPath, true, true);
  files.stopFetching(kPath);
  await waiting;
  kept.set(url_of(kPath), kPacked);
  const reading = files.fetchFile(program, kPath, kPath, true, false);
  files.stopFetching(kPath);
  await reading;
  assert.deepEqual([program.pieces, program.ends], [[], []]);
});

test('a file of the device is kept as though it had been fetched', async () => {
  files.keep(kPath, new Blob([kPacked]));
  const program = await fetch_it(make_program());
  assert.equal(asked.length, 0);
  assert.deepEqual(program.content(), kContent);
});

test('a file of the device is read, unpacked, up to a size', async () => {
  const read = async (bytes, most) => {
    const {chunks, size} = await files.readFile(new Blob([bytes]), most);
    assert.equal(chunks.reduce((sum, chunk) => sum + chunk.length, 0), size);
    return new Uint8Array(Buffer.concat(chunks));
  };
  assert.deepEqual(await read(kPacked, kContent.length), kContent);
  assert.deepEqual(await read(kContent, kContent.length), kContent);
  assert.deepEqual(await read(new Uint8Array(), 0), new Uint8Array());
  await assert.rejects(read(kPacked, kContent.length - 1), {message: texts.tooLarge});
  await assert.rejects(read(kContent, 1000), {message: texts.tooLarge});
  await assert.rejects(read(kPacked.subarray(0, -10), 1 << 20), {message: texts.cannotUnpack});
  const gone = {stream: () => new ReadableStream({pull: (control) => control.error(new DOMException('', 'NotReadableError'))})};
  await assert.rejects(files.readFile(gone, 1 << 20), {message: texts.cannotRead});
});

test('a packed file is kept, and taken from there the next time', async () => {
  await fetch_it(make_program());
  assert.deepEqual([...kept], [[url_of(kPath), kPacked]]);
  const again = await fetch_it(make_program());
  assert.equal(asked.length, 1);
  assert.deepEqual(again.content(), kContent);
  assert.deepEqual(again.news.at(-1), [kPacked.length, kPacked.length]);
});

test('a fresh one goes past the kept and the cached copy, and replaces it', async () => {
  kept.set(url_of(kPath), kPacked.slice(0, 100));
  const program = await fetch_it(make_program(), {is_fresh: true});
  assert.deepEqual(asked, [[url_of(kPath), 'reload']]);
  assert.deepEqual(program.content(), kContent);
  assert.deepEqual(kept.get(url_of(kPath)), kPacked);
});

test('a kept copy can be removed, even while it is being kept', async () => {
  kept.set(url_of(kPath), kPacked);
  files.removeKept(kPath);
  await settled();
  assert.equal(kept.size, 0);

  const {change} = database;
  let keep;
  database.change = async (act) => {
    await new Promise((resolve) => (keep = resolve));
    return change(act);
  };
  await fetch_it(make_program());
  database.change = change;
  files.removeKept(kPath);
  await settled();
  keep();
  await settled();
  assert.equal(kept.size, 0);
});

test('a browser that keeps nothing, and a full disk', async () => {
  const refuse = async () => {
    throw new DOMException('no', 'SecurityError');
  };
  for (const trouble of [{read: refuse, change: refuse}, {change: refuse}]) {
    Object.assign(database, trouble);
    const program = await fetch_it(make_program());
    assert.deepEqual(program.content(), kContent);
    assert.deepEqual(program.ends, [null]);
    files.removeKept(kPath);
    await settled();
  }
});

test('a damaged file is told', async () => {
  const wrong_sum = kPacked.slice();
  wrong_sum[kPacked.length - 8] ^= 1;
  const damaged = {'cut off': kPacked.slice(0, -10), 'wrong checksum': wrong_sum, 'no more than its name': Uint8Array.of(0x1f, 0x8b, 9, 9)};
  for (const [what, bytes] of Object.entries(damaged)) {
    answer = (signal) => respond(bytes, {signal});
    const program = await fetch_it(make_program());
    assert.deepEqual(program.ends, [texts.cannotUnpack], what);
    assert.ok(program.pieces.length > 0, 'that something came is known before it is unpacked');
    assert.ok(program.news[0][0] > 0);
  }
});

test('a connection that breaks off is told, and nothing is kept', async () => {
  for (const is_packed of [false, true]) {
    answer = () => respond(kPacked.subarray(0, 20000), {error: new TypeError('network error')});
    const program = await fetch_it(make_program(), {is_packed});
    assert.deepEqual(program.ends, [texts.brokeOff]);
    assert.equal(kept.size, 0);
  }
});

test('a file that is not there, a server that is not there', async () => {
  answer = () => respond(kPacked, {status: 404});
  assert.deepEqual((await fetch_it(make_program())).ends, ['the server answers 404 Not Found']);
  answer = () => respond(kPacked, {status: 503});
  assert.deepEqual((await fetch_it(make_program())).ends, ['the server answers 503']);
  answer = () => {
    throw new TypeError('Failed to fetch');
  };
  const program = await fetch_it(make_program());
  assert.deepEqual(program.ends, [texts.serverNotReached]);
  assert.equal(program.pieces.length, 0);
  assert.equal(kept.size, 0);
});

test('the program wants no more: the transfer is given up and nothing more is heard', async () => {
  for (const wanted_pieces of [1, 2]) {
    for (const is_packed of [false, true]) {
      const bytes = is_packed ? new Uint8Array(gzipSync(kContent, {level: 0})) : kContent;
      answer = (signal) => respond(bytes, {stalls: true, signal});
      const program = await fetch_it(make_program({wanted_pieces}), {is_packed});
      assert.equal(program.pieces.length, wanted_pieces);
      assert.deepEqual(program.ends, []);
      assert.ok(signals.at(-1).aborted);
      assert.equal(kept.size, 0);
    }
  }
  kept.set(url_of(kPath), kPacked);
  const program = await fetch_it(make_program({wanted_pieces: 2}));
  assert.equal(program.pieces.length, 2);
  assert.deepEqual(program.ends, []);
  assert.equal(kept.size, 1, 'a copy that was kept stays');
});

test('no memory for a piece is a message', async () => {
  answer = (signal) => respond(kPacked, {signal});
  const program = await fetch_it(make_program({most_memory: 1000}));
  assert.deepEqual(program.ends, [texts.noMemoryForFile]);
  assert.ok(signals[0].aborted);
});
