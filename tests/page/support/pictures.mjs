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

// Numbers of so many bytes each, the lowest byte first.
const numbers = (...pairs) => Buffer.concat(pairs.map(([value, bytes]) => {
  const out = Buffer.alloc(8);
  out.writeBigUInt64LE(BigInt(value));
  return out.subarray(0, bytes);
}));
const kInZip64 = 0xffffffff; // in place of a number that stands in a field of 8 bytes

// A zip file of {path: bytes, …}. change(entry): may change what is written of a file, {path, bytes, packed, size, method, flags, isZip64}.
// count: of files, as the end says; isEndZip64: it says so in a zip64 record.
export function zip_of(files, change = () => {}, {count, isEndZip64 = false} = {}) {
  const parts = [];
  const list = [];
  let at = 0;
  for (const [path, bytes] of Object.entries(files)) {
    const entry = {path: Buffer.from(path), bytes, packed: deflateRawSync(bytes), size: bytes.length, method: 8, flags: 0x800, isZip64: false};
    change(entry);
    const {isZip64, packed, size} = entry;
    // What both heads say, from the version on; and what one of them has behind the name.
    const fields = (...large) => {
      const extra = isZip64 ? numbers([1, 2], [8 * large.length, 2], ...large.map((value) => [value, 8])) : Buffer.alloc(0);
      const sizes = isZip64 ? [[kInZip64, 4], [kInZip64, 4]] : [[packed.length, 4], [size, 4]];
      const head = numbers([isZip64 ? 45 : 20, 2], [entry.flags, 2], [entry.method, 2], [0, 4], [crc32(bytes), 4], ...sizes,
        [entry.path.length, 2], [extra.length, 2]);
      return {head, extra};
    };
    const local = fields(size, packed.length);
    const listed = fields(size, packed.length, at);
    const part = Buffer.concat([numbers([0x04034b50, 4]), local.head, entry.path, local.extra, packed]);
    parts.push(part);
    // No comment, disk or attributes.
    list.push(numbers([0x02014b50, 4], [20, 2]), listed.head, numbers([0, 8], [0, 2], [isZip64 ? kInZip64 : at, 4]), entry.path, listed.extra);
    at += part.length;
  }
  const entries = Buffer.concat(list);
  count ??= Object.keys(files).length;
  const end = numbers([0x06054b50, 4], [0, 4]);
  if (!isEndZip64) return Buffer.concat([...parts, entries, end, numbers([count, 2], [count, 2], [entries.length, 4], [at, 4], [0, 2])]);
  const end64 = numbers([0x06064b50, 4], [44, 8], [45, 2], [45, 2], [0, 8], [count, 8], [count, 8], [entries.length, 8], [at, 8]);
  const locator = numbers([0x07064b50, 4], [0, 4], [at + entries.length, 8], [1, 4]);
  return Buffer.concat([...parts, entries, end64, locator, end, numbers([0xffff, 2], [0xffff, 2], [kInZip64, 4], [kInZip64, 4], [0, 2])]);
}
