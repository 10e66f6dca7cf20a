// Stands in for web/site_files.js in the page that is one file. What the page wants of its site lies in the document: packed by gzip,
// written in base64, each file in a <script> of a type that no browser runs, under its path (single/bundle.mjs puts it there). That text
// stays the only copy; a file is decoded and unpacked on its way to whoever wants it.
import {gunzip} from './gunzip.js';

// An address that no server has: what lies under it is within, all else is fetched.
export const siteRoot = 'https://bottleneck.invalid/';

// A worker starts from its text.
export const hasAddresses = false;

const kLetters = 1 << 16; // decoded at once: a multiple of four, and so no byte is cut in two

function decoded(text) {
  let at = 0;
  return new ReadableStream({
    pull(control) {
      const letters = atob(text.slice(at, at + kLetters));
      const bytes = new Uint8Array(letters.length);
      for (let i = 0; i < bytes.length; i++) bytes[i] = letters.charCodeAt(i);
      control.enqueue(bytes);
      at += kLetters;
      if (at >= text.length) control.close();
    },
  });
}

// Quicker than our own, and not in every browser that runs the page.
const unpacked = async () => (typeof DecompressionStream === 'function' ? new DecompressionStream('gzip') : gunzip());

// Nothing is to be waited for here.
export const beginFile = () => {};

// Nor for that: whatever is within is read before it is needed.
export const readNow = () => {
  throw new Error('not within');
};

export async function getFile(url, options) {
  const {href} = new URL(url);
  if (!href.startsWith(siteRoot)) return fetch(url, options);
  const element = document.querySelector(`script[data-path="${CSS.escape(href.slice(siteRoot.length))}"]`);
  if (!element) return new Response(null, {status: 404});
  const {type, bytes} = element.dataset;
  return new Response(decoded(element.text).pipeThrough(await unpacked()), {headers: {'Content-Type': type, 'Content-Length': bytes}});
}
