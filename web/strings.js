// Texts with values in them; texts and bytes in the program's memory.
import {texts} from './texts.js';

// Puts the values in the place of each {} in turn.
export const fill = (pattern, ...values) => pattern.replace(/\{\}/g, () => values.shift());

// Calls use(pointer) with a text as UTF-8 in the program's memory.
export function withText(module, text, use) {
  const size = module.lengthBytesUTF8(text) + 1;
  const pointer = module._malloc(size);
  if (!pointer) throw new Error(texts.noMemory);
  try {
    module.stringToUTF8(text, pointer, size);
    return use(pointer);
  } finally {
    module._free(pointer);
  }
}

// Calls use(pointer) with a copy of the bytes in the program's memory.
export function withBytes(module, bytes, use) {
  const pointer = module._malloc(Math.max(1, bytes.length));
  if (!pointer) throw new Error(texts.noMemoryForFile);
  try {
    module.HEAPU8.set(bytes, pointer);
    return use(pointer);
  } finally {
    module._free(pointer);
  }
}
