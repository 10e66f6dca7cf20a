// Files with pictures, made in the tests: PNG, and zip files.
import {deflateRawSync, deflateSync} from 'node:zlib';

// Of ISO 3309, as PNG and zip have it; node:zlib has it from Node 20 on only.
const kCrcTable = Uint32Array.from({length: 256}, (_, byte) => {
  let rest = byte;
  for (let bit = 0; bit < 8; bit++) rest = rest & 1 ? 0xedb88320 ^ (rest >>> 1) : rest >>> 1;
  return rest;
});
function crc32(bytes) {
  let sum = 0xffffffff;
  for (const byte of bytes) sum = kCrcTable[(sum ^ byte) & 0xff] ^ (sum >>> 8);
  return (sum ^ 0xffffffff) >>> 0;
}

function chunk(name, content) {
  const bytes = Buffer.alloc(content.length + 12);
  bytes.writeUInt32BE(content.length);
  bytes.write(name, 4, 'latin1');
  content.copy(bytes, 8);
  bytes.writeUInt32BE(crc32(bytes.subarray(4, 8 + content.length)), 8 + content.length);
  return bytes;
}

const kColourTypes = {1: 0, 2: 4, 3: 2, 4: 6}; // by channels

// pixels: height × width × channels bytes; channels: 1 grey, 2 grey and alpha, 3 RGB, 4 RGB and alpha.
export function png_of(width, height, channels, pixels) {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width);
  head.writeUInt32BE(height, 4);
  head.set([8, kColourTypes[channels]], 8);
  const row = width * channels;
  const rows = Buffer.alloc(height * (row + 1)); // each begins with its filter: none
  for (let y = 0; y < height; y++) rows.set(pixels.subarray(y * row, (y + 1) * row), y * (row + 1) + 1);
  const kSignature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  return Buffer.concat([kSignature, chunk('IHDR', head), chunk('IDAT', deflateSync(rows)), chunk('IEND', Buffer.alloc(0))]);
}

// A picture of stripes: no two numbers give the same one.
export function striped_png(number, width = 40, height = 30, channels = 3) {
  const pixels = Buffer.alloc(width * height * channels);
  for (let i = 0; i < pixels.length; i++) {
    const [x, y, c] = [Math.floor(i / channels) % width, Math.floor(i / channels / width), i % channels];
    pixels[i] = 40 * (number % 5) + (x + y * (1 + number % 3) + 7 * number + 20 * c) % 60;
  }
  return png_of(width, height, channels, pixels);
}

// A zip file of {path: bytes, …}. change(entry): may change what is written of a file, {path, bytes, packed, size, method, flags}.
export function zip_of(files, change = () => {}) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const entry = {path: Buffer.from(path), bytes, packed: deflateRawSync(bytes), size: bytes.length, method: 8, flags: 0x800};
    change(entry);
    const fields = Buffer.alloc(26); // what both heads say
    [20, entry.flags, entry.method].forEach((value, i) => fields.writeUInt16LE(value, 2 * i));
    [crc32(bytes), entry.packed.length, entry.size].forEach((value, i) => fields.writeUInt32LE(value, 10 + 4 * i));
    fields.writeUInt16LE(entry.path.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, entry.path, entry.packed]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(at, 10);
    list.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, rest, entry.path]));
    parts.push(local);
    at += local.length;
  }
  const entries = Buffer.concat(list);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(list.length, 8);
  end.writeUInt16LE(list.length, 10);
  end.writeUInt32LE(entries.length, 12);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...parts, entries, end]);
}
