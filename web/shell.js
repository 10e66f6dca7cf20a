// What the program may ask of the page around its canvas. It relays bytes and texts and understands none of them.
import {texts} from './texts.js';

// Puts the values in the place of each {} in turn.
export const fill = (pattern, ...values) => pattern.replace(/\{\}/g, () => values.shift());

// Shows a message in place of the canvas.
export function showFailure(message) {
  document.getElementById('canvas').hidden = true;
  const notice = document.getElementById('notice');
  notice.hidden = false;
  notice.setAttribute('role', 'alert');
  document.getElementById('message').textContent = message;
}

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

// All bytes of a response; tells how many have come while they do.
async function readAll(response, progress) {
  // The length of what is compressed on the way says nothing about what arrives.
  const isCompressed = response.headers.has('Content-Encoding');
  const total = isCompressed ? 0 : Number(response.headers.get('Content-Length') ?? 0);
  const parts = [];
  let size = 0;
  const reader = response.body.getReader();
  for (;;) {
    const {done, value} = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
    progress(size, total);
  }
  const bytes = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

// The object that the program knows as Module.shell. Its `module` is set once the program runs; onReady(module) is called when the
// program takes events.
export function makeShell(canvas, onReady) {
  const root = document.documentElement;
  let scrolledAtWidth = 0; // the window's width with which a scroll bar was last seen
  const systemDark = matchMedia('(prefers-color-scheme: dark)');

  const shell = {
    module: null,

    async fetchFile(path) {
      const {module} = shell;
      try {
        const response = await fetch(new URL(path, import.meta.url));
        if (!response.ok) throw new Error(fill(texts.serverAnswers, response.status, response.statusText).trim());
        const bytes = await readAll(response, (size, total) => withText(module, path, (name) => module._page_file_progress(name, size, total)));
        const pointer = module._malloc(Math.max(bytes.length, 1));
        if (!pointer) throw new Error(texts.noMemoryForFile);
        module.HEAPU8.set(bytes, pointer);
        try {
          withText(module, path, (name) => module._page_file_arrived(name, pointer, bytes.length));
        } finally {
          module._free(pointer);
        }
      } catch (error) {
        withText(module, path, (name) => withText(module, error.message, (message) => module._page_file_failed(name, message)));
      }
    },

    setCanvasHeight(wanted) {
      let height = Math.max(Math.ceil(wanted), root.clientHeight);
      // A scroll bar makes the page narrower, a narrower page may be lower, and without its scroll bar it is too high again: where the
      // bar has once been needed, it stays until the window's width changes.
      const hasScrollBar = innerWidth > root.clientWidth;
      if (hasScrollBar && innerWidth === scrolledAtWidth && height === root.clientHeight) height += 1;
      scrolledAtWidth = hasScrollBar ? innerWidth : 0;
      const style = `${height}px`;
      if (canvas.style.height !== style) canvas.style.height = style;
    },

    // Width and height in CSS pixels, the window's height, device pixels per CSS pixel. The window's height is taken from the root
    // element: it does not change while a phone's address bar slides away.
    canvasSize() {
      const {width, height} = canvas.getBoundingClientRect();
      return [width, height, root.clientHeight, devicePixelRatio];
    },

    isSystemDark: () => systemDark.matches,

    showTheme(isDark) {
      const theme = isDark ? 'dark' : 'light';
      if (root.dataset.theme !== theme) root.dataset.theme = theme;
    },

    showPointer(name) {
      canvas.style.cursor = name;
    },

    announce(text) {
      document.getElementById('result').textContent = text;
    },

    showReady() {
      document.getElementById('notice').hidden = true;
      canvas.hidden = false;
      onReady(shell.module);
    },

    showFailure,
  };
  return shell;
}
