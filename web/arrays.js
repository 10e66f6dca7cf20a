// What lies in a zip file of arrays (.npz, .keras) or in an HDF5 file (.h5), as one .safetensors file, which the program reads: what of it
// makes a model, it knows.
import {getFile, hasAddresses, siteRoot} from './site_files.js';
import {texts} from './texts.js';

const kMostBytes = 1 << 28; // unpacked; as in src/formats/any_model_native.cpp
const kSilenceMs = 20000; // a damaged file must not keep HDF5 busy for ever

const startsWith = (bytes, text) => [...text].every((letter, i) => bytes[i] === letter.charCodeAt(0));
const isHdf5 = (bytes) => startsWith(bytes, '\x89HDF\r\n\x1a\n');
const isZip = (bytes) => startsWith(bytes, 'PK\x03\x04') || startsWith(bytes, 'PK\x05\x06'); // with files in it, or none
const kBrace = 123; // "{": behind the length of its header, that of a .safetensors file begins

// --- HDF5, in a worker of its own, which ends with the file

const here = (name) => new URL(name, siteRoot);

// Where scripts' addresses are refused, as in sandboxed frames, their texts are not.
async function workerFromBlob() {
  const files = await Promise.all(['h5wasm.min.js', 'hdf5_worker.js'].map((name) => getFile(here(name))));
  if (!files.every(({ok}) => ok)) throw new Error(texts.hdf5Missing);
  const parts = await Promise.all(files.map((file) => file.text()));
  return new Worker(URL.createObjectURL(new Blob([parts.join('\n')], {type: 'text/javascript'})));
}

// {arrays: [{name, dtype, shape, bytes}, …], texts: {name: text}} of the worker's answer.
function ask(worker, bytes) {
  return new Promise((resolve, reject) => {
    const fail = (message) => reject(Object.assign(new Error(message), {isAnswer: message !== texts.hdf5Missing}));
    const timer = setTimeout(() => fail(texts.hdf5Damaged), kSilenceMs);
    worker.onerror = (event) => {
      event.preventDefault();
      clearTimeout(timer);
      fail(texts.hdf5Missing);
    };
    worker.onmessage = ({data}) => {
      clearTimeout(timer);
      if (data.error) fail(data.error === 'large' ? texts.tooLarge : texts.hdf5Damaged);
      else resolve(data);
    };
    worker.postMessage({bytes, most: kMostBytes});
  }).finally(() => worker.terminate());
}

async function readHdf5(bytes) {
  if (!hasAddresses) throw new Error(texts.hdf5NotWithin);
  if (origin !== 'null') {
    try {
      return await ask(new Worker(here('hdf5_worker.js')), bytes);
    } catch (error) {
      if (error.isAnswer) throw error;
    }
  }
  const worker = await workerFromBlob().catch(() => {
    throw new Error(texts.hdf5Missing);
  });
  return ask(worker, bytes);
}

// --- zip files

async function readZip(bytes) {
  const {listZip} = await import('./zip.js');
  const arrays = [];
  let room = kMostBytes;
  for (const {path, size, bytes: content} of await listZip(new Blob([bytes]))) {
    if (size > room) throw new Error(texts.tooLarge);
    room -= size;
    const inner = await content();
    if (isHdf5(inner)) {
      for (const array of (await readHdf5(inner)).arrays) arrays.push({...array, name: `${path}/${array.name}`});
    } else {
      arrays.push({name: path, dtype: 'U8', shape: [size], bytes: inner});
    }
  }
  return {arrays, texts: {}};
}

// --- as .safetensors

// The pieces of a file, one after another (src/formats/safetensors.h).
function asSafetensors({arrays, texts: metadata}) {
  let end = 0;
  const entries = arrays.map(({name, dtype, shape, bytes}) => [name, {dtype, shape, data_offsets: [end, end += bytes.length]}]);
  const header = new TextEncoder().encode(JSON.stringify(Object.fromEntries([...entries, ['__metadata__', metadata]])));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setUint32(0, header.length, true);
  return [length, header, ...arrays.map(({bytes}) => bytes)];
}

// Chunks of bytes; an error where the file is of no such kind, or damaged.
export async function arraysOf(bytes) {
  if (isHdf5(bytes)) return asSafetensors(await readHdf5(bytes));
  if (isZip(bytes)) return asSafetensors(await readZip(bytes));
  if (bytes[8] === kBrace) return [bytes]; // of another name, what it was to be made into
  throw new Error(texts.arraysUnknown);
}
