// Brings the files that the program asks for, piece by piece. Packed ones are unpacked on the way and kept for the next visit.
import {makeDatabase} from './database.js';
import {gunzip} from './gunzip.js';
import {getFile, siteRoot} from './site_files.js';
import {fill, withText} from './strings.js';
import {texts} from './texts.js';

const kPieceBytes = 1 << 17; // how much of a file crosses into the program at once
const kPackedBytes = 1 << 14; // are unpacked at once, to a thousand times as much at the worst
const kDatabase = 'bottleneck-data';

// --- kept copies

const datasets = makeDatabase(kDatabase);

// Earlier versions of the page kept their copies in the Cache API.
(async () => caches.delete(kDatabase))().catch(() => {});

// Where the browser refuses, every visit fetches anew.
async function keptCopy({href}) {
  await writes.get(href); // one that is being removed is none any more
  const bytes = await datasets.read((files) => files.get(href)).catch(() => undefined);
  return bytes && new Response(bytes, {headers: {'Content-Length': bytes.byteLength}});
}

// What is written about one file is written in order: a copy that is removed while it is still being kept must not come back. A full
// disk is no error.
const writes = new Map();
function write({href}, action) {
  const before = writes.get(href) ?? Promise.resolve();
  writes.set(href, before.then(action).catch(() => {}));
}

// body: a Blob or a Response.
const put = (url, body) => write(url, async () => {
  const bytes = await body.arrayBuffer();
  await datasets.change((files) => files.put(bytes, url.href));
});

// Keeps a copy of a file that did not come over the network.
export const keep = (path, blob) => put(new URL(path, siteRoot), blob);

// Removes the kept copy of a file.
export function removeKept(path) {
  const url = new URL(path, siteRoot);
  write(url, () => datasets.change((files) => files.delete(url.href)));
}

// Tells the program which files it need not fetch.
export async function tellKept(module) {
  const kept = await datasets.read((files) => files.getAllKeys()).catch(() => []);
  for (const url of kept.filter((one) => one.startsWith(siteRoot)))
    withText(module, url.slice(siteRoot.length), (path) => module._page_file_kept(path));
}

// --- one file on its way

// Addresses that a content security policy has refused: the error of fetch() does not tell.
const refused = new Set();
globalThis.document?.addEventListener('securitypolicyviolation', ({blockedURI}) => refused.add(blockedURI));

async function whyNotReached({href, origin}) {
  await new Promise((resolve) => setTimeout(resolve)); // the event comes after the error
  return new Error(refused.has(href) || refused.has(origin) ? texts.refusedByPolicy : texts.serverNotReached);
}

// The kept copy or the server's answer.
async function open(path, from, isPacked, isFresh, signal) {
  const url = new URL(path, siteRoot);
  const source = new URL(from, siteRoot);
  const kept = isPacked && !isFresh ? await keptCopy(url) : undefined;
  if (kept) return kept;
  const response = await getFile(source, {signal, cache: isFresh ? 'reload' : 'default', referrerPolicy: 'no-referrer'}).catch(async () => {
    throw await whyNotReached(source);
  });
  if (!response.ok) throw new Error(fill(texts.serverAnswers, response.status, response.statusText).trim());
  if (isPacked) put(url, response.clone());
  return response;
}

// The bytes of a stream as they come; next() gives null at the end. `bytes` counts them.
function trafficOf(stream) {
  const reader = stream.getReader();
  const traffic = {
    bytes: 0,
    error: null, // why it broke off
    async next() {
      const {done, value} = await reader.read().catch(() => {
        traffic.error = new Error(texts.brokeOff);
        throw traffic.error;
      });
      if (done) return null;
      traffic.bytes += value.length;
      return value;
    },
    cancel: () => reader.cancel(),
  };
  return traffic;
}

// The content as a stream, unpacked where it is a gzip file: some servers unpack by themselves and some have
// nothing but the content, so the first two bytes decide.
async function contentOf(traffic, isPacked) {
  const first = [];
  const head = [];
  while (head.length < 2) {
    const chunk = await traffic.next();
    if (!chunk) break;
    first.push(chunk);
    head.push(...chunk.subarray(0, 2));
  }
  const raw = new ReadableStream({
    async pull(control) {
      const chunk = first.shift() ?? await traffic.next();
      if (!chunk) return control.close();
      let at = 0;
      do control.enqueue(chunk.subarray(at, at += kPackedBytes)); while (at < chunk.length);
    },
    cancel: traffic.cancel,
  });
  return isPacked && head[0] === 0x1f && head[1] === 0x8b ? raw.pipeThrough(await gunzip()) : raw;
}

// Copies a stream into the program's memory, kPieceBytes at a time, and calls send(pointer, size) with each piece. False: the program
// wants no more.
async function handOver(module, content, send) {
  const pointer = module._malloc(kPieceBytes);
  if (!pointer) throw new Error(texts.noMemoryForFile);
  try {
    if (!send(pointer, 0)) return false; // how much there will be is known already
    const reader = content.getReader();
    let size = 0;
    for (;;) {
      const {done, value} = await reader.read().catch(() => {
        throw new Error(texts.cannotUnpack);
      });
      if (done) return send(pointer, size);
      for (let at = 0; at < value.length;) {
        const part = value.subarray(at, at + kPieceBytes - size);
        module.HEAPU8.set(part, pointer + size); // another array each time the memory has grown
        at += part.length;
        size += part.length;
        if (size < kPieceBytes) continue;
        if (!send(pointer, size)) return false;
        size = 0;
      }
    }
  } finally {
    module._free(pointer);
  }
}

const underWay = new Map(); // path → the AbortController of its fetch
const waiting = []; // for there to be none: functions

// Fetches a file and calls the program with each piece of its content and with its end, by its path; when the program wants no more of
// it, nothing more is heard. from: its address, relative to the page; isPacked: a gzip file, to be unpacked and kept under its path;
// isFresh: past any kept or cached copy.
export async function fetchFile(module, path, from, isPacked, isFresh) {
  const abort = new AbortController();
  const {signal} = abort;
  underWay.set(path, abort);
  let traffic = null;
  try {
    const response = await open(path, from, isPacked, isFresh, signal);
    // The length of what is compressed on the way says nothing about what arrives.
    const isCompressed = response.headers.has('Content-Encoding');
    const total = isCompressed ? 0 : Number(response.headers.get('Content-Length')) || 0;
    traffic = trafficOf(response.body);
    const content = await contentOf(traffic, isPacked);
    const send = (pointer, size) => !signal.aborted &&
      withText(module, path, (name) => module._page_file_piece(name, pointer, size, traffic.bytes, total)) !== 0;
    if (await handOver(module, content, send)) {
      withText(module, path, (name) => module._page_file_end(name, 0));
    } else {
      abort.abort(); // which also stops the copy from being kept
      traffic.cancel().catch(() => {});
    }
  } catch (error) {
    if (signal.aborted) return;
    abort.abort();
    const {message} = traffic?.error ?? error;
    withText(module, path, (name) => withText(module, message, (text) => module._page_file_end(name, text)));
  } finally {
    if (underWay.get(path) === abort) underWay.delete(path);
    if (underWay.size === 0) waiting.splice(0).forEach((goOn) => goOn());
  }
}

// Resolves once no file is on its way.
export async function atRest() {
  while (underWay.size > 0) await new Promise((resolve) => waiting.push(resolve));
}

// Gives a fetch up: nothing more is heard of it.
export function stopFetching(path) {
  underWay.get(path)?.abort();
}

// --- a file of the device

// The content of a file, unpacked, in chunks; an error where that is more than `most` bytes.
export async function readFile(file, most) {
  const traffic = trafficOf(file.stream());
  const chunks = [];
  let size = 0;
  try {
    const reader = (await contentOf(traffic, true)).getReader();
    for (;;) {
      const {done, value} = await reader.read().catch(() => {
        throw new Error(texts.cannotUnpack);
      });
      if (done) return {chunks, size};
      chunks.push(value);
      size += value.length;
      if (size > most) throw new Error(texts.tooLarge);
    }
  } catch (error) {
    traffic.cancel().catch(() => {});
    throw traffic.error ? new Error(texts.cannotRead) : error;
  }
}
