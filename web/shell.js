// What the program may ask of the page around its canvas. It relays bytes and texts and understands none of them.
import {connectAddress} from './address.js';
import {connectGiving} from './collect.js';
import {makeDialog} from './dialog.js';
import {download, downloadPicture} from './download.js';
import {makeField} from './field.js';
import {removeKept, fetchFile, stopFetching} from './files.js';
import {makeHeight} from './height.js';
import {giveFiles, keepGiven, letGoGift, readGiven} from './given.js';
import {makeMirror} from './mirror.js';
import {makeProgram} from './program.js';
import {makeStore} from './store.js';
import {withText} from './strings.js';
import {makeWorkerLink} from './worker_link.js';

// In the order of SystemColours in src/ui/paint/tokens.h.
const kSystemColours = ['Canvas', 'CanvasText', 'Highlight', 'HighlightText', 'LinkText', 'GrayText'];

// A colour of the system's as 0xRRGGBB; the canvas, which has no text of its own, is asked for it.
function colourOf(name) {
  const {style} = document.getElementById('canvas');
  style.color = name;
  const [red, green, blue] = getComputedStyle(document.getElementById('canvas')).color.match(/\d+/g);
  style.color = '';
  return red << 16 | green << 8 | blue;
}

// Shows a message in place of the canvas.
export function showFailure(message) {
  document.getElementById('canvas').hidden = true;
  const notice = document.getElementById('notice');
  notice.hidden = false;
  notice.setAttribute('role', 'alert');
  document.getElementById('message').textContent = message;
}

// The object that the program knows as Module.shell. host: see host.js. Its `module` is set once the program runs; onReady(module) is called
// when the program takes events.
export function makeShell(canvas, host, onReady) {
  const root = document.documentElement;
  let scrolledAtWidth = 0; // the window's width with which a scroll bar was last seen
  const systemDark = matchMedia('(prefers-color-scheme: dark)');
  const forced = matchMedia('(forced-colors: active)');
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const coarse = matchMedia('(pointer: coarse)');

  // Does what a control stands for (src/lab/shown/controls.h); returns what is wrong with the value, or an empty text.
  const act = (id, value) => withText(shell.module, id, (idPointer) => withText(shell.module, value, (valuePointer) => {
    const problem = shell.module._page_act(idPointer, valuePointer);
    return problem ? shell.module.UTF8ToString(problem) : '';
  }));
  const textVersion = document.getElementById('text-version');
  const mirror = makeMirror(document.getElementById('mirror'), act);
  const dialog = makeDialog(document.getElementById('dialog'), act);
  const field = makeField(canvas, act);
  const pointAt = (part, isBrought) => withText(shell.module, part, (pointer) => shell.module._page_point(pointer, isBrought ? 1 : 0));
  const program = makeProgram(document.getElementById('program'), act, pointAt, () => {
    dispatchEvent(new Event('resize'));
    tellHeight();
  });
  textVersion.addEventListener('toggle', () => {
    if (textVersion.open) shell.module._page_mirror_opened();
  });
  const skip = document.getElementById('skip');
  skip.addEventListener('click', () => {
    textVersion.open = true;
    textVersion.firstElementChild.focus();
  });
  // What the line at the page's foot takes of the window, and the program above it.
  const footHeight = () => textVersion.firstElementChild.offsetHeight + program.height();
  const height = makeHeight();
  let canvasHeight = 0; // as was told
  const tellHeight = () => {
    if (canvasHeight) height.tell(canvasHeight + textVersion.offsetHeight + program.height());
  };
  new ResizeObserver(tellHeight).observe(textVersion);
  let workerLink = null;
  let store = null;
  const choosers = connectGiving(root, async (list) => {
    if (shell.module) await giveFiles(shell.module, list);
  });

  const shell = {
    module: null,
    host,
    isSizedByHost: height.isFollowed,

    tellHeight(wanted) {
      canvasHeight = Math.ceil(wanted);
      tellHeight();
    },

    get worker() {
      return workerLink ??= makeWorkerLink(shell.module);
    },

    fetchFile: (path, from, isPacked, isFresh) => fetchFile(shell.module, path, from, isPacked, isFresh),
    stopFetching,
    removeKept,
    pickFiles: choosers.pick,
    pickFolder: choosers.pickFolder,
    readGiven: (...values) => readGiven(shell.module, ...values),
    keepGiven,
    letGoGift,
    download,
    downloadPicture: (name, place) => downloadPicture(canvas, name, place),

    get store() {
      return store ??= makeStore(shell.module);
    },

    setCanvasHeight(wanted) {
      const least = height.isFollowed() ? 0 : root.clientHeight - footHeight();
      let rows = Math.max(Math.ceil(wanted), least);
      // A scroll bar makes the page narrower, a narrower page may be lower, and without its scroll bar it is too high again: where the
      // bar has once been needed, it stays until the window's width changes. (One that the open text version needs is none of these.)
      const hasScrollBar = innerWidth > root.clientWidth && !textVersion.open;
      if (hasScrollBar && innerWidth === scrolledAtWidth && rows === least) rows += 1;
      scrolledAtWidth = hasScrollBar ? innerWidth : 0;
      const style = `${rows}px`;
      if (canvas.style.height !== style) canvas.style.height = style;
    },

    // Width and height in CSS pixels, how much of the height the window shows, device pixels per CSS pixel. The window's height is taken
    // from the root element: it does not change while a phone's address bar slides away.
    canvasSize() {
      const {width, height} = canvas.getBoundingClientRect();
      return [width, height, root.clientHeight - footHeight(), devicePixelRatio];
    },

    address: connectAddress((text) => withText(shell.module, text, (pointer) => shell.module._page_address(pointer))),

    isSystemDark: () => systemDark.matches,
    forcedColours: () => (forced.matches ? kSystemColours.map(colourOf) : null),
    isMotionReduced: () => calm.matches,
    hasFingers: () => coarse.matches,

    // A font that the browser cannot read is none: the system's stays.
    useFont(family, weight, bytes) {
      new FontFace(family, bytes, {weight: String(weight)}).load().then((font) => document.fonts.add(font), () => {});
    },

    showTheme(theme) {
      if (root.dataset.theme !== theme) root.dataset.theme = theme;
    },

    // Scrolls so far that the canvas is seen between these heights.
    showPart(top, bottom) {
      const kMargin = 16;
      const {top: start} = canvas.getBoundingClientRect();
      const over = start + top - kMargin;
      const under = start + bottom + kMargin - (innerHeight - program.height());
      if (over < 0 || under > 0) scrollBy(0, over < 0 ? over : Math.min(over, under));
    },

    showPointer(name) {
      canvas.style.cursor = name;
    },

    showContextTaken(isTaken) {
      const button = document.getElementById('take-back');
      if (!isTaken && document.activeElement === button) canvas.focus({preventScroll: true});
      button.hidden = !isTaken;
    },

    announce(text) {
      document.getElementById('result').textContent = text;
    },

    isMirrorOpen: () => textVersion.open,
    showMirror: mirror.show,
    showDialog: dialog.show,
    showProgram: program.show,
    lightProgram: program.light,
    editField: field.open,
    pageAddress: () => shell.address.whole(),

    showReady() {
      document.getElementById('notice').hidden = true;
      canvas.hidden = false;
      textVersion.hidden = skip.hidden = false;
      if (host) host.take = (text) => withText(shell.module, text, (pointer) => shell.module._page_request(pointer));
      onReady(shell.module);
    },

    showFailure,
  };
  return shell;
}
