// What lies in a zip file. Its list of contents is read at once; a file in it only when it is wanted, so that no more than that is in
// memory. How zip files are made, zip.js knows (zip-core.min.js, from the package of that name).
import {fill} from './strings.js';
import {texts} from './texts.js';
import {
  BlobReader, ERR_SPLIT_ZIP_FILE, ERR_UNSUPPORTED_COMPRESSION, WARNING_TRAILING_CENTRAL_DIRECTORY_DATA, ZipReader, configure,
} from './zip-core.min.js';

const kMostFiles = 100000; // as of a folder (collect.js)

// No workers of its own: each would need an address, which sandboxed frames refuse. The browser unpacks.
configure({useWebWorkers: false, chunkSize: 1 << 20});

function checkInflate() {
  try {
    new DecompressionStream('deflate-raw');
  } catch {
    throw new Error(texts.noInflate);
  }
}

async function read(entry) {
  if (entry.encrypted) throw new Error(texts.zipEncrypted);
  if (entry.compressionMethod !== 0) checkInflate();
  const {uncompressedSize: size} = entry;
  const bytes = new Uint8Array(size);
  let at = 0;
  // No more than the zip file says: what packs a gigabyte into a few bytes fills no memory.
  const writable = new WritableStream({write(chunk) {
    if (chunk.length > size - at) throw new Error(texts.cannotUnpack);
    bytes.set(chunk, at);
    at += chunk.length;
  }});
  await entry.getData({writable}).catch(({message}) => {
    throw new Error(message === ERR_UNSUPPORTED_COMPRESSION ? texts.zipMethod : texts.cannotUnpack);
  });
  if (at !== size) throw new Error(texts.cannotUnpack);
  return bytes;
}

// The files in a zip file: [{path, size, bytes}, …]. size: of the content, as the zip file says; bytes(): a promise of exactly so many
// bytes, or of an error; ask for none that is too large. Nothing of the content is looked at before.
export async function listZip(file) {
  const reader = new ZipReader(new BlobReader(file));
  const files = [];
  try {
    for await (const entry of reader.getEntriesGenerator()) {
      if (entry.directory) continue;
      files.push({path: entry.filename, size: entry.uncompressedSize, bytes: () => read(entry)});
      if (files.length > kMostFiles) break;
    }
  } catch ({name, message}) {
    if (name === 'NotReadableError' || name === 'NotFoundError') throw new Error(texts.cannotRead);
    throw new Error(message === ERR_SPLIT_ZIP_FILE ? texts.zipPart : texts.zipDamaged);
  }
  if (files.length > kMostFiles) throw new Error(fill(texts.zipTooMany, kMostFiles));
  if (reader.warnings.some(({reason}) => reason === WARNING_TRAILING_CENTRAL_DIRECTORY_DATA)) throw new Error(texts.zipLonger);
  return files;
}
