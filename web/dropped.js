// Hands the files that the reader gives to the part of the program that takes them: which that is, their first bytes say.
import {keep, readFile} from './files.js';
import {isJpeg, isPng} from './picture_size.js';
import {isPictureName, takePictures} from './pictures.js';
import {withBytes, withText} from './strings.js';
import {texts} from './texts.js';

const kHeadBytes = 16;
const kLargestDataset = 1 << 26; // bytes, unpacked; the published files have up to 47,040,016

// --- what takes them: take(module, [{path, file}, …]) is called once with all files of its kind, in their order

// gzip, or IDX of bytes: a file of MNIST or Fashion-MNIST. Told by its name, a copy is kept where the program knows it.
async function takeDatasets(module, list) {
  for (const {path, file} of list) {
    const error = await fillRoom(module, file).catch(({message}) => message);
    withText(module, path, (name) => {
      const told = (reason) => module._page_receive_dropped(name, reason);
      const keptAs = error ? withText(module, error, told) : told(0);
      if (keptAs) keep(module.UTF8ToString(keptAs), file);
    });
  }
}

async function fillRoom(module, file) {
  const {chunks, size} = await readFile(file, kLargestDataset);
  let pointer = module._page_room_for_dropped(Math.max(size, 1));
  if (!pointer) throw new Error(texts.noMemoryForFile);
  for (const chunk of chunks) {
    module.HEAPU8.set(chunk, pointer);
    pointer += chunk.length;
  }
}

// .safetensors: a model. After the length of its header, that begins.
const kLargestModel = 1 << 29;
const isModel = (head, {path}) => (head[7] === 0 && head[8] === 0x7b) || path.toLowerCase().endsWith('.safetensors');

const takeModels = (module, list) => takeWhole(module, list, kLargestModel, module._page_model_dropped);

// .jsonl: drawings, one a line, each an object.
const kLargestDrawings = 1 << 26;
const kDrawingStarts = ['{"strokes"', '{"label"', '{"pen"'];
const isDrawings = (head, {path}) => path.toLowerCase().endsWith('.jsonl') ||
  kDrawingStarts.some((start) => String.fromCharCode(...head).startsWith(start));
const takeDrawings = (module, list) => takeWhole(module, list, kLargestDrawings, module._page_drawings_dropped);

// Hands over one file after the other: receive(name, pointer, size, problem).
async function takeWhole(module, list, largest, receive) {
  for (const {path, file} of list) {
    try {
      if (file.size > largest) throw new Error(texts.tooLarge);
      const bytes = await bytesOf(file);
      withBytes(module, bytes, (pointer) => withText(module, path, (name) => receive(name, pointer, bytes.length, 0)));
    } catch ({message}) {
      withText(module, path, (name) => withText(module, message, (problem) => receive(name, 0, 0, problem)));
    }
  }
}

async function bytesOf(file) {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new Error(texts.cannotRead);
  }
}

// Pictures, and zip files with pictures in them: together they are one dataset.
const isZip = (head) => head[0] === 0x50 && head[1] === 0x4b && head[2] === 3 && head[3] === 4;
const isPicture = (head, {path}) => isPictureName(path) || isPng(head) || isJpeg(head) || isZip(head);

async function takePictureFiles(module, list) {
  const pictures = [];
  for (const {path, file, head} of list) {
    if (isPictureName(path) || !isZip(head)) pictures.push({path, size: file.size, bytes: () => bytesOf(file)});
    else pictures.push(...await picturesInZip(module, path, file));
  }
  if (pictures.length) takePictures(module, pictures);
}

// What else lies in it is named. The zip file stands for the folder that was packed, also where that is in it once more.
async function picturesInZip(module, path, file) {
  try {
    const {listZip} = await import('./zip.js');
    const stem = path.replace(/\.zip$/i, '');
    const name = stem.slice(stem.lastIndexOf('/') + 1);
    const above = stem.slice(0, stem.length - name.length);
    const files = (await listZip(file)).filter((one) => !one.path.split('/').some(isHidden))
      .map((one) => ({...one, path: above + (one.path.startsWith(`${name}/`) ? one.path : `${name}/${one.path}`)}));
    const pictures = files.filter((one) => isPictureName(one.path));
    const strangers = files.filter((one) => !isPictureName(one.path));
    if (!pictures.length) nameStrangers(module, [{path}]);
    else if (strangers.length) nameStrangers(module, strangers);
    return pictures;
  } catch ({message}) {
    withText(module, path, (name) => withText(module, message, (reason) => module._page_receive_dropped(name, reason)));
    return [];
  }
}

const kTakers = [
  {isOne: isPicture, take: takePictureFiles},
  {isOne: isModel, take: takeModels},
  {isOne: isDrawings, take: takeDrawings},
  {isOne: (head) => head[0] === 0x1f && head[1] === 0x8b, take: takeDatasets},
  {isOne: (head) => head[0] === 0 && head[1] === 0 && head[2] === 8, take: takeDatasets},
];

// Those that nothing takes.
function nameStrangers(module, list) {
  withText(module, list[0].path, (name) => module._page_strangers_dropped(name, list.length));
}

// --- which is which

// What systems leave in folders and zip files without the reader's doing.
const isHidden = (name) => name.startsWith('.') || name === '__MACOSX';

// The first bytes; none of a file that cannot be read, or whose name tells enough.
async function headOf({path, file}) {
  if (isPictureName(path)) return new Uint8Array();
  try {
    return new Uint8Array(await file.slice(0, kHeadBytes).arrayBuffer());
  } catch {
    return new Uint8Array();
  }
}

// One list after the other: what a second one brings must not come between a file and its name.
let last = Promise.resolve();
export function takeFiles(module, list) {
  last = last.then(() => takeAll(module, list)).catch((error) => console.error(error));
  return last;
}

async function takeAll(module, list) {
  const kinds = new Map(); // take → its files
  for (const one of list) {
    if (one.path.split('/').slice(1).some(isHidden)) continue;
    const head = await headOf(one);
    const take = kTakers.find(({isOne}) => isOne(head, one))?.take ?? nameStrangers;
    if (!kinds.has(take)) kinds.set(take, []);
    kinds.get(take).push({...one, head});
  }
  for (const [take, files] of kinds) await take(module, files);
}
