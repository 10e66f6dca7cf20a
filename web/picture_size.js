// Width and height of a PNG or JPEG file as its head says, without decoding it: a file of a few bytes may claim any size.

const kPng = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export const isPng = (bytes) => kPng.every((byte, i) => bytes[i] === byte);
export const isJpeg = (bytes) => bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff;

// The first chunk, IHDR, begins with them.
function sizeOfPng(view) {
  return view.byteLength >= 24 ? {width: view.getUint32(16), height: view.getUint32(20)} : null;
}

// They stand in the segment that begins a frame: SOF0 to SOF15, but DHT, JPG and DAC lie among these numbers.
const beginsFrame = (marker) => marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function sizeOfJpeg(view) {
  let at = 2;
  while (at + 9 <= view.byteLength) {
    if (view.getUint8(at) !== 0xff) return null;
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) { // padding
      at += 1;
      continue;
    }
    if (beginsFrame(marker)) return {width: view.getUint16(at + 7), height: view.getUint16(at + 5)};
    at += 2 + view.getUint16(at + 2);
  }
  return null;
}

// {width, height}, both at least 1; null: it is no such file.
export function sizeOfPicture(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const size = isPng(bytes) ? sizeOfPng(view) : isJpeg(bytes) ? sizeOfJpeg(view) : null;
  return size && size.width > 0 && size.height > 0 ? size : null;
}
