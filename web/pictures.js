// A picture as grey pixels, decoded by the browser.
import {withBytes} from './strings.js';
import {texts} from './texts.js';

const kStripPixels = 1 << 20; // that are taken from the canvas before the page gets its turn

// --- decoded

// As it is: no colour profile is followed, for the same grey everywhere; a photograph is turned upright.
async function decode(bytes) {
  const blob = new Blob([bytes]);
  try {
    return await createImageBitmap(blob, {imageOrientation: 'from-image', colorSpaceConversion: 'none'});
  } catch (error) {
    if (!(error instanceof TypeError)) throw new Error(texts.cannotDecode);
  }
  return decodeElement(blob);
}

// Browsers before 2023 do not know that orientation; an element stands upright in them all the same. It follows colour profiles, and shows
// a damaged picture as far as it goes, so that the other way must do first.
async function decodeElement(blob) {
  const url = URL.createObjectURL(blob);
  try {
    (await createImageBitmap(blob)).close();
    const image = new Image();
    image.src = url;
    await image.decode();
    return image;
  } catch {
    throw new Error(texts.cannotDecode);
  } finally {
    URL.revokeObjectURL(url);
  }
}

// --- read back

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

// To make its readers hard to recognise, a browser or an extension may give noise, or white, in place of what was drawn; some do so to
// canvases of some sizes only. So a known picture of many colours is drawn and read first, once for each size. It may be allowed to this
// page meanwhile, so only a yes is final.
const kKnownSide = 64; // pixels, of one that comes before all others; some browsers change but a few pixels, and a small picture has no more
const trueSizes = new Set(); // as text
async function requireTrue(width, height) {
  const size = `${width} ${height}`;
  if (trueSizes.has(size)) return;
  const known = new ImageData(width, height);
  const pixels = new Uint32Array(known.data.buffer);
  for (let i = 0; i < pixels.length; i++) pixels[i] = 0xff000000 | Math.imul(i + 1, 0x9e3779b1) >>> 8;
  const picture = await createImageBitmap(known);
  const canvas = blackCanvas(width, height);
  canvas.drawImage(picture, 0, 0);
  picture.close();
  const read = new Uint32Array(canvas.getImageData(0, 0, width, height).data.buffer);
  if (!read.every((pixel, i) => pixel === pixels[i])) throw new Error(texts.canvasFalsified);
  trueSizes.add(size);
}

// Width × height bytes: the luma of ITU-R BT.601 in whole numbers, as in the native program. Strip by strip, so that a large picture
// stops the page for no longer than a frame.
async function greyOf(picture) {
  const {width, height} = picture;
  const grey = new Uint8Array(width * height);
  const most = Math.max(1, Math.floor(kStripPixels / width));
  for (let top = 0; top < height; top += most) {
    if (top > 0) await new Promise((resolve) => setTimeout(resolve));
    const rows = Math.min(most, height - top);
    await requireTrue(width, rows);
    const canvas = blackCanvas(width, rows);
    canvas.drawImage(picture, 0, -top);
    const {data} = canvas.getImageData(0, 0, width, rows);
    for (let from = 0, to = top * width; from < data.length; from += 4, to++) {
      grey[to] = (299 * data[from] + 587 * data[from + 1] + 114 * data[from + 2] + 500) / 1000;
    }
  }
  return grey;
}

// {width, height, grey} of a PNG or JPEG file; an error where the program finds that it is not to be decoded, or the browser cannot.
export async function greyPicture(module, bytes) {
  const problem = withBytes(module, bytes, (pointer) => module._page_picture_problem(pointer, bytes.length));
  if (problem) throw new Error(module.UTF8ToString(problem));
  await requireTrue(kKnownSide, kKnownSide);
  const picture = await decode(bytes);
  try {
    return {width: picture.width, height: picture.height, grey: await greyOf(picture)};
  } finally {
    picture.close?.();
  }
}
