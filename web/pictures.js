// The reader's own pictures: decoded by the browser, made grey, and handed to the program one after the other as it asks for them.
import {sizeOfPicture} from './picture_size.js';
import {fill, withBytes, withText} from './strings.js';
import {texts} from './texts.js';

// As in the native program (src/cli/pictures.h): larger ones are refused before they are decoded.
const kLargestPicture = 50e6; // bytes
const kLongestSide = 16384; // pixels
const kMostPixels = 64e6;

const kAtOnce = 4; // so many are read and decoded while one is handed over
const kStripPixels = 1 << 20; // that are taken from the canvas before the page gets its turn

export const isPictureName = (path) => /[^/]\.(png|jpe?g)$/i.test(path);

// --- one picture

// Decoded as it is: no colour profile is followed, for the same grey everywhere; a photograph is turned upright.
async function decode(bytes) {
  const size = sizeOfPicture(bytes);
  if (!size) throw new Error(texts.noPicture);
  const {width, height} = size;
  if (Math.max(width, height) > kLongestSide || width * height > kMostPixels) throw new Error(fill(texts.tooManyPixels, width, height));
  try {
    return await createImageBitmap(new Blob([bytes]), {imageOrientation: 'from-image', colorSpaceConversion: 'none'});
  } catch {
    throw new Error(texts.cannotDecode);
  }
}

// The one canvas on which pictures are drawn to be read back, on black: what is transparent lets it through.
let context = null;
function blackCanvas(width, height) {
  context ??= document.createElement('canvas').getContext('2d', {alpha: false, willReadFrequently: true});
  const {canvas} = context;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  context.fillRect(0, 0, width, height);
  return context;
}

// Width × height bytes: the luma of ITU-R BT.601 in whole numbers, as in the native program. Strip by strip, so that a large picture
// stops the page for no longer than a frame.
async function greyOf(bitmap) {
  const {width, height} = bitmap;
  const grey = new Uint8Array(width * height);
  const most = Math.max(1, Math.floor(kStripPixels / width));
  for (let top = 0; top < height; top += most) {
    if (top > 0) await new Promise((resolve) => setTimeout(resolve));
    const rows = Math.min(most, height - top);
    const canvas = blackCanvas(width, rows);
    canvas.drawImage(bitmap, 0, -top);
    const {data} = canvas.getImageData(0, 0, width, rows);
    for (let from = 0, to = top * width; from < data.length; from += 4, to++) {
      grey[to] = (299 * data[from] + 587 * data[from + 1] + 114 * data[from + 2] + 500) / 1000;
    }
  }
  return grey;
}

async function readOne(module, number, place, {size, bytes}) {
  const tell = (pointer, width, height, error) => module._page_picture_decoded(number, place, pointer, width, height, error);
  let bitmap = null;
  try {
    if (size > kLargestPicture) throw new Error(texts.tooLarge);
    bitmap = await decode(await bytes());
    const {width, height} = bitmap;
    const grey = await greyOf(bitmap);
    withBytes(module, grey, (pointer) => tell(pointer, width, height, 0));
  } catch ({message}) {
    withText(module, message, (text) => tell(0, 0, 0, text));
  } finally {
    bitmap?.close();
  }
}

// --- all of them

async function readSome(module, number, pictures) {
  for (;;) {
    const place = module._page_next_picture(number);
    if (place < 0) return;
    await readOne(module, number, place, pictures[place]);
  }
}

// Hands pictures to the program: [{path, size, bytes}, …], where bytes() gives a promise of the file's content. The program says which
// of them it wants, until the reader stops it or gives others. Returns before they are read.
export function takePictures(module, pictures) {
  pictures = pictures.filter(({path}) => !path.includes('\0')); // of a file that was made to mislead: no system has such names
  if (!pictures.length) return;
  const paths = new TextEncoder().encode(pictures.map(({path}) => `${path}\0`).join(''));
  const number = withBytes(module, paths, (pointer) => module._page_pictures_given(pointer, paths.length));
  if (number === 0) return;
  for (let i = 0; i < kAtOnce; i++) readSome(module, number, pictures).catch((error) => console.error(error));
}
