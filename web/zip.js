// What lies in a zip file. Its list of contents is read at once; a file in it only when it is wanted, so that no more than that is in
// memory. Neither encryption nor zip64 (more than 4 GB, or 65,534 files).
//
//   [local head, name, packed bytes] … | [entry of the list] … | end: where the list is
import {texts} from './texts.js';

const kEnd = 0x06054b50; // the four bytes with which each part begins, read as a little-endian number
const kEntry = 0x02014b50;
const kLocal = 0x04034b50;
const kEndBytes = 22;
const kEntryBytes = 46;
const kLocalBytes = 30;
const kLongestComment = 0xffff; // after the end
const kLongestList = 1 << 26; // bytes: 1,000 for each file
const kStored = 0;
const kDeflated = 8;

async function viewOf(file, start, size) {
  const bytes = await file.slice(start, start + size).arrayBuffer().catch(() => {
    throw new Error(texts.cannotRead);
  });
  if (bytes.byteLength !== size) throw new Error(texts.zipDamaged);
  return new DataView(bytes);
}

async function findList(file) {
  const size = Math.min(file.size, kEndBytes + kLongestComment);
  const view = await viewOf(file, file.size - size, size);
  for (let at = size - kEndBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== kEnd) continue;
    const [count, bytes, start] = [view.getUint16(at + 10, true), view.getUint32(at + 12, true), view.getUint32(at + 16, true)];
    if (count === 0xffff || bytes === 0xffffffff || start === 0xffffffff || bytes > kLongestList) throw new Error(texts.zipTooLarge);
    return {count, list: await viewOf(file, start, bytes)};
  }
  throw new Error(texts.zipDamaged);
}

// Names are UTF-8, also where the file does not say so; old programs wrote them in the letters of their country.
function nameOf(bytes) {
  let name;
  try {
    name = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
  } catch {
    name = new TextDecoder('windows-1252').decode(bytes);
  }
  return name.replaceAll('\\', '/');
}

async function unpack(blob, size) {
  let inflate;
  try {
    inflate = new DecompressionStream('deflate-raw');
  } catch {
    throw new Error(texts.noInflate);
  }
  const bytes = new Uint8Array(size);
  const reader = blob.stream().pipeThrough(inflate).getReader();
  let at = 0;
  for (;;) {
    const {done, value} = await reader.read().catch(() => ({done: true}));
    if (done) break;
    if (at + value.length > size) { // more than it claims to be
      reader.cancel().catch(() => {});
      throw new Error(texts.cannotUnpack);
    }
    bytes.set(value, at);
    at += value.length;
  }
  if (at !== size) throw new Error(texts.cannotUnpack);
  return bytes;
}

async function read(file, {start, packed, size, method, isEncrypted}) {
  if (isEncrypted) throw new Error(texts.zipEncrypted);
  if (method !== kStored && method !== kDeflated) throw new Error(texts.zipMethod);
  const head = await viewOf(file, start, kLocalBytes);
  if (head.getUint32(0, true) !== kLocal) throw new Error(texts.cannotUnpack);
  const first = start + kLocalBytes + head.getUint16(26, true) + head.getUint16(28, true);
  const blob = file.slice(first, first + packed);
  if (method === kDeflated) return unpack(blob, size);
  if (blob.size !== size) throw new Error(texts.cannotUnpack);
  return new Uint8Array(await blob.arrayBuffer());
}

// The files in a zip file: [{path, size, bytes}, …]. size: of the content, as the zip file says; bytes(): a promise of exactly so many
// bytes, or of an error; ask for none that is too large. Nothing of the content is looked at before.
export async function listZip(file) {
  const {count, list} = await findList(file);
  const entries = [];
  for (let i = 0, at = 0; i < count; i++) {
    if (at + kEntryBytes > list.byteLength || list.getUint32(at, true) !== kEntry) throw new Error(texts.zipDamaged);
    const [nameBytes, extra, comment] = [28, 30, 32].map((field) => list.getUint16(at + field, true));
    const end = at + kEntryBytes + nameBytes;
    if (end > list.byteLength) throw new Error(texts.zipDamaged);
    const path = nameOf(new Uint8Array(list.buffer, at + kEntryBytes, nameBytes));
    const entry = {
      isEncrypted: (list.getUint16(at + 8, true) & 1) !== 0,
      method: list.getUint16(at + 10, true),
      packed: list.getUint32(at + 20, true),
      size: list.getUint32(at + 24, true),
      start: list.getUint32(at + 42, true),
    };
    if (!path.endsWith('/')) entries.push({path, size: entry.size, bytes: () => read(file, entry)});
    at = end + extra + comment;
  }
  return entries;
}
