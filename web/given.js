// Tells the program of the files that the reader gives, and reads of them what it wants. What they are, the program knows.
import {keep, readFile} from './files.js';
import {greyPicture} from './pictures.js';
import {withBytes, withText} from './strings.js';
import {texts} from './texts.js';

const kHeadBytes = 32; // as in src/lab/session/given_files.h
const kHeadsAtOnce = 64;

// Number → its files: [{path, size, bytes, file}, …]. bytes(): a promise of the content; file: none of what lies in a zip file.
const gifts = new Map();
let lastGift = 0;

const bytesOf = (blob) => blob.arrayBuffer().then((buffer) => new Uint8Array(buffer), () => {
  throw new Error(texts.cannotRead);
});

const noBytes = new Uint8Array();
const headOf = ({file}) => bytesOf(file.slice(0, kHeadBytes)).catch(() => noBytes);

const tellOf = (module, path, head) => withText(module, path, (name) => withBytes(module, head, (pointer) => {
  module._page_given_file(name, pointer, head.length);
}));

// --- what can be read of a file; `most`: bytes

async function readContent(module, {size, bytes}, most) {
  if (size > most) throw new Error(texts.tooLarge);
  return {chunks: [await bytes()]};
}

async function readUnpacked(module, {file}, most) {
  return {chunks: (await readFile(file, most)).chunks};
}

async function readPicture(module, one, most) {
  const {chunks: [bytes]} = await readContent(module, one, most);
  const {width, height, grey} = await greyPicture(module, bytes);
  return {chunks: [grey], width, height};
}

async function readArrays(module, {size, bytes}, most) {
  if (size > most) throw new Error(texts.tooLarge);
  const {arraysOf} = await import('./arrays.js');
  return {chunks: await arraysOf(await bytes())};
}

// In the order of the program's needs (GivenNeed); of a zip file it is listZip() that is needed.
const kReaders = [readContent, readUnpacked, null, readPicture, readArrays];
const kList = 2;

// Hands the program what it wants of a file, or the reason why it cannot have it.
export async function readGiven(module, gift, place, need, most) {
  const files = gifts.get(gift);
  const one = files[place];
  const refuse = (reason) => withText(module, reason, (text) => module._page_given(gift, place, 0, 0, text));
  try {
    if (need === kList) {
      const {listZip} = await import('./zip.js');
      const inside = await listZip(one.file);
      files.push(...inside);
      for (const {path} of inside) tellOf(module, path, noBytes);
      module._page_listing(gift, place);
      return;
    }
    const {chunks, width = 0, height = 0} = await kReaders[need](module, one, most);
    let pointer = module._page_room_for_given(chunks.reduce((sum, {length}) => sum + length, 0));
    if (!pointer) throw new Error(texts.noMemoryForFile);
    for (const chunk of chunks) {
      module.HEAPU8.set(chunk, pointer);
      pointer += chunk.length;
    }
    module._page_given(gift, place, width, height, 0);
  } catch ({message}) {
    refuse(message);
  }
}

// Keeps a copy for the next visit.
export const keepGiven = (gift, place, path) => keep(path, gifts.get(gift)[place].file);

// Nothing more is wanted of a gift.
export const letGoGift = (gift) => gifts.delete(gift);

// --- one gift after the other

let turn = Promise.resolve();
export function giveFiles(module, list) {
  turn = turn.then(() => give(module, list)).catch((error) => console.error(error));
  return turn;
}

async function give(module, list) {
  const heads = [];
  for (let i = 0; i < list.length; i += kHeadsAtOnce) heads.push(...await Promise.all(list.slice(i, i + kHeadsAtOnce).map(headOf)));
  gifts.set(++lastGift, list.map(({path, file}) => ({path, file, size: file.size, bytes: () => bytesOf(file)})));
  list.forEach(({path}, i) => tellOf(module, path, heads[i]));
  module._page_gift(lastGift);
}
