// A page with nothing but a worker: web/worker_link.js, and in place of the page's program the few functions that it calls. Messages
// are written and read here by hand, as src/lab/worker/job_messages.h lays them out. Tests call window.lab.
import {makeWorkerLink} from './worker_link.js';

document.documentElement.dataset.workerSilence = new URLSearchParams(location.search).get('silence') ?? '';

// --- messages

const kPixels = 784;
const kMagic = 0x4A4E4C42;
const kFormat = 7;
const kOpening = 21; // bytes

// fields: pairs of a number and its size in bytes (1 or 4), and arrays of bytes.
function head(kind, id, bodySize, fields = []) {
  const parts = [[kMagic, 4], [kFormat, 4], [kind, 1], [id, 4], [bodySize, 4], [0, 4], ...fields];
  const bytes = [];
  for (const part of parts) {
    if (part instanceof Uint8Array) bytes.push(...part);
    else for (let i = 0; i < part[1]; i++) bytes.push((part[0] >>> (8 * i)) & 255);
  }
  return new Uint8Array(bytes);
}

// What a reply says.
function read({head: bytes, body}) {
  const view = new DataView(bytes.buffer);
  if (view.getUint32(0, true) !== kMagic || view.getUint32(4, true) !== kFormat) throw new Error('not a message');
  const reply = {kind: bytes[8], id: view.getUint32(9, true)};
  if (reply.kind === 129) {
    reply.ms = view.getFloat64(kOpening, true);
    reply.neighbours = Array.from({length: view.getUint32(kOpening + 8, true)}, (_, i) => ({
      index: view.getUint32(kOpening + 12 + 8 * i, true), distance: view.getFloat32(kOpening + 16 + 8 * i, true),
    }));
  } else if (reply.kind === 130) {
    reply.share = view.getFloat64(kOpening, true);
  } else if (reply.kind === 131) {
    reply.codes = Array.from(new Float32Array(body.buffer));
  } else if (reply.kind === 132) {
    reply.message = new TextDecoder().decode(bytes.subarray(kOpening + 4));
  }
  return reply;
}

// --- the page's program, as far as the link sees it

const replies = [];
const losses = [];
let incoming = {};
let top = 16;
const module = {
  HEAPU8: new Uint8Array(1 << 24),
  _malloc: (size) => (top += size) - size,
  _free: () => {},
  lengthBytesUTF8: (text) => new TextEncoder().encode(text).length,
  stringToUTF8: (text, pointer) => module.HEAPU8.set(new TextEncoder().encode(`${text}\0`), pointer),
  _page_worker_head: (size) => (incoming = {head: [module._malloc(size), size], body: [0, 0]}).head[0],
  _page_worker_body: (size) => (incoming.body = [module._malloc(size), size])[0],
  _page_worker_reply() {
    const copy = ([pointer, size]) => module.HEAPU8.slice(pointer, pointer + size);
    replies.push(read({head: copy(incoming.head), body: copy(incoming.body)}));
    top = 16;
  },
  _page_worker_lost(how, pointer) {
    const end = module.HEAPU8.indexOf(0, pointer);
    losses.push({how, detail: new TextDecoder().decode(module.HEAPU8.subarray(pointer, end))});
  },
};
const link = makeWorkerLink(module);

// --- for the tests

// The same images for the same count, pixels 0..255. Made once: on a busy machine that takes as long as the work between whose steps a
// search is to be sent.
const made = new Map();
function someImages(count) {
  if (made.has(count)) return made.get(count);
  let state = 1;
  const images = Uint8Array.from({length: count * kPixels}, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  });
  made.set(count, images);
  return images;
}
function someWeights(hidden, latent) {
  const widths = [kPixels, ...hidden, latent];
  let count = 0;
  for (let i = 0; i + 1 < widths.length; i++) count += 2 * widths[i] * widths[i + 1] + widths[i] + widths[i + 1];
  return Float32Array.from({length: count}, (_, i) => ((i * 7919) % 101 - 50) / 1000);
}
const bytesOf = (floats) => new Uint8Array(floats.buffer);
const none = new Uint8Array();

window.lab = {
  replies,
  losses,
  stop: () => link.stop(),
  sendImages(count) {
    const images = someImages(count);
    link.send(head(1, 0, images.length, [[2, 4], new TextEncoder().encode('it')]), images);
  },
  // Looks for the neighbours of a darker copy of image `of`.
  sendSearch(id, count, of, k) {
    const image = someImages(count).slice(of * kPixels, (of + 1) * kPixels).map((pixel) => pixel >> 1);
    link.send(head(2, id, 0, [[k, 4], image]), none);
  },
  sendEncoding(id, hidden, latent) {
    const weights = bytesOf(someWeights(hidden, latent));
    const fields = [[kPixels, 4], [latent, 4], [0, 4], [hidden.length, 4], ...hidden.map((width) => [width, 4])];
    link.send(head(3, id, weights.length, fields), weights);
  },
  sendBroken: () => link.send(new Uint8Array([1, 2, 3]), none),

  // What the worker should find, from the definition.
  search(count, of, k) {
    const images = someImages(count);
    const query = images.slice(of * kPixels, (of + 1) * kPixels).map((pixel) => pixel >> 1);
    const all = Array.from({length: count}, (_, index) => {
      let sum = 0;
      for (let i = 0; i < kPixels; i++) sum += (images[index * kPixels + i] - query[i]) ** 2;
      return {index, distance: Math.sqrt(sum) / 255};
    });
    return all.sort((a, b) => a.distance - b.distance || a.index - b.index).slice(0, k);
  },
  encode(count, latent) {
    const images = someImages(count);
    const weights = someWeights([], latent);
    const codes = [];
    for (let n = 0; n < count; n++) {
      for (let unit = 0; unit < latent; unit++) {
        let sum = weights[latent * kPixels + unit];
        for (let i = 0; i < kPixels; i++) sum += weights[unit * kPixels + i] * images[n * kPixels + i] / 255;
        codes.push(Math.max(sum, 0));
      }
    }
    return codes;
  },
};
