// <bottleneck-lab>: the page, embedded in another one. A module of its own: it needs nothing but the page that it shows, which lies in the
// folder that this file comes from, or where the attribute "src" says. docs/embedding.md tells how it is used; embed.d.ts has its types.

/** @import {Completed, Failure, Prediction, Progress, Ready, Requests, Settings} from './embed.js' */

const kProtocol = 1;
const kPage = 'index.html'; // in a variable: what bundles scripts would take along the page alone, and not what belongs to it
const kNear = '400px'; // so far outside the window the page is begun to be loaded
const kFirstHeight = 480; // CSS pixels, until the page has said how high it wants to be
const kReadyMs = 60000; // from when the page is seen and loaded until it has answered for the first time
const kAnswerMs = 30000;
const kTexts = {
  title: '{{embedTitle}}',
  seen: '{{embedSeen}}',
  load: '{{embedLoad}}',
  loading: '{{embedLoading}}',
};

// The words of an address that an attribute stands for, and what they are without it, where that can be said.
const kWords = /** @type {Record<string, {words: string[], usual?: string}>} */ ({
  station: {words: ['station'], usual: 'draw'},
  model: {words: ['model']},
  dataset: {words: ['on', 'see']},
  k: {words: ['k'], usual: '7'},
  seed: {words: ['seed']},
  theme: {words: ['theme'], usual: 'system'},
  hide: {words: ['hide'], usual: ''},
  links: {words: ['links'], usual: 'on'},
});

const kStyles = `
:host { display: block; position: relative; box-sizing: content-box; min-height: 120px; overflow: hidden; }
:host([hidden]) { display: none; }
iframe { display: block; width: 100%; height: 100%; border: 0; }
.poster {
  --paper: #f6f5f1; --ink: #1b1d22; --muted: #63666d; --line: #e3e1da; --card: #fff; --image: #2f6fde; --code: #d97a12; --back: #1e9672;
  position: absolute; inset: 0; box-sizing: border-box; display: grid; place-content: center; justify-items: center; gap: 12px;
  padding: 16px; border: 1px solid var(--line); border-radius: 12px; overflow: hidden;
  background: var(--paper); color: var(--ink); font: 15px/1.5 Inter, system-ui, sans-serif; text-align: center;
}
@media (prefers-color-scheme: dark) {
  :host(:not([theme='light'], [theme='projector'])) .poster {
    --paper: #131519; --ink: #ecedef; --muted: #979ba4; --line: #2b2f37; --card: #1b1e24; --image: #6ca0ff; --code: #f0a040; --back: #4cc9a0;
  }
}
:host([theme='dark']) .poster {
  --paper: #131519; --ink: #ecedef; --muted: #979ba4; --line: #2b2f37; --card: #1b1e24; --image: #6ca0ff; --code: #f0a040; --back: #4cc9a0;
}
svg { display: block; width: min(320px, 80%); height: auto; }
img { position: absolute; inset: 0; width: 100%; height: 100%; object-fit: cover; }
p { margin: 0; }
.title { font-weight: 600; }
.hint { color: var(--muted); font-size: 14px; }
img ~ svg, img ~ .title { display: none; }
img ~ .hint, img ~ button { position: relative; }
img ~ .hint { padding: 2px 10px; border-radius: 8px; background: var(--card); }
button {
  min-height: 36px; padding: 4px 16px; border: 1px solid var(--muted); border-radius: 8px;
  background: var(--card); color: inherit; font: inherit; cursor: pointer;
}
button:focus-visible { outline: 2px solid var(--image); outline-offset: 2px; }
.image { fill: var(--image); } .code { fill: var(--code); } .back { fill: var(--back); }
.soft { opacity: 0.16; } .tile { fill: #101216; } .ink { fill: none; stroke: #fff; stroke-width: 7; stroke-linecap: round; stroke-linejoin: round; }
.faded { opacity: 0.8; stroke-width: 9; }
`;

/**
 * @template {Element} Made
 * @param {Made} element
 * @param {Record<string, string | number>} attributes
 * @param {...(Node | string)} children
 */
function fill(element, attributes, ...children) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}
const make = (/** @type {string} */ tag, attributes = {}, /** @type {(Node | string)[]} */ ...children) => (
  fill(document.createElement(tag), attributes, ...children));
const draw = (/** @type {string} */ tag, attributes = {}, /** @type {Node[]} */ ...children) => (
  fill(document.createElementNS('http://www.w3.org/2000/svg', tag), attributes, ...children));

// A digit, the few numbers that it goes through, and what comes back.
function drawing() {
  const digit = 'M28 32h44q-22 26-28 58';
  const tile = (/** @type {number} */ x, /** @type {string} */ ink) => draw('g', {transform: `translate(${x} 0)`},
    draw('rect', {class: 'tile', x: 0, y: 10, width: 100, height: 100, rx: 8}), draw('path', {class: ink, d: digit}));
  const bars = [34, 58, 22, 46, 30].map((height, i) => (
    draw('rect', {class: 'code', x: 168 + 13 * i, y: 92 - height, width: 9, height, rx: 2})));
  return draw('svg', {viewBox: '0 0 400 120', 'aria-hidden': 'true'},
    tile(0, 'ink'), draw('path', {class: 'image soft', d: 'M106 10 160 34v52l-54 24z'}), ...bars,
    draw('path', {class: 'back soft', d: 'M240 34l54-24v100l-54-24z'}), tile(300, 'ink faded'));
}

// What shows that an element comes within a margin of what is seen of the page; shown() is called once.
function watch(/** @type {Element} */ element, /** @type {string} */ margin, /** @type {() => void} */ shown) {
  const observer = new IntersectionObserver((entries) => {
    if (!entries.some((entry) => entry.isIntersecting)) return;
    observer.disconnect();
    shown();
  }, {rootMargin: margin});
  observer.observe(element);
  return observer;
}

export class BottleneckError extends Error {
  /**
   * @param {string} code
   * @param {string} message
   */
  constructor(code, message) {
    super(message);
    this.name = 'BottleneckError';
    this.code = code;
  }
}

/** @typedef {{request: string, data: object, ms: number, resolve: (result: any) => void, reject: (error: unknown) => void}} Question */

const silence = () => new BottleneckError('not-ready', 'The embedded page does not answer.');

// What is said with the page in a frame: questions wait until the page can answer them.
class Conversation {
  /** @type {HTMLIFrameElement | null} */ #frame = null;
  #origin = '';
  /** @type {Question[]} */ #waiting = [];
  /** @type {Map<unknown, Question & {timer: number}>} */ #asked = new Map();
  #isOpen = false; // the page has answered "connect"
  #readiesOwed = 0; // "ready" is also the page's answer to "connect"; any other one comes from a page that was loaded anew
  #lastId = 0;
  #patience = 0;
  #isSilent = false; // it has had its time to answer
  #hear;
  #onMessage = (/** @type {MessageEvent} */ event) => this.#receive(event);

  /** @param {(event: string, data: any) => void} hear */
  constructor(hear) {
    this.#hear = hear;
  }

  /**
   * Begins with what a frame is about to load. origin: "null" where the page has none of its own.
   * @param {HTMLIFrameElement} frame
   * @param {string} origin
   */
  begin(frame, origin) {
    this.#frame = frame;
    this.#origin = origin;
    window.addEventListener('message', this.#onMessage);
  }

  // From now on, the page is expected to answer within some time.
  expect() {
    if (this.#isOpen) return;
    this.#patience = window.setTimeout(() => {
      this.#isSilent = true;
      for (const {reject} of this.#waiting.splice(0)) reject(silence());
    }, kReadyMs);
  }

  // The frame is taken away. What waits to be asked goes on waiting, for another one.
  end() {
    window.removeEventListener('message', this.#onMessage);
    this.#forget('removed', 'The embedded page was taken away.');
    this.#frame = null;
  }

  /**
   * @param {string} request
   * @param {object} data
   * @param {number} ms
   * @returns {Promise<any>}
   */
  ask(request, data, ms) {
    return new Promise((resolve, reject) => {
      const question = {request, data, ms, resolve, reject};
      if (this.#isOpen) this.#send(question);
      else if (this.#isSilent) reject(silence());
      else this.#waiting.push(question);
    });
  }

  /** @param {Question} question */
  #send(question) {
    const {request, data, ms, reject} = question;
    const id = ++this.#lastId;
    try {
      this.#frame?.contentWindow?.postMessage({bottleneck: kProtocol, id, request, data}, this.#origin === 'null' ? '*' : this.#origin);
    } catch (error) {
      reject(error); // data that cannot be sent
      return;
    }
    const timer = window.setTimeout(() => {
      this.#asked.delete(id);
      reject(new BottleneckError('timeout', `The embedded page has not answered “${request}” within ${ms} ms.`));
    }, ms);
    this.#asked.set(id, {...question, timer});
  }

  /**
   * @param {string} code
   * @param {string} message
   */
  #forget(code, message) {
    clearTimeout(this.#patience);
    this.#isSilent = false;
    this.#isOpen = false;
    this.#readiesOwed = 0;
    for (const {reject, timer} of this.#asked.values()) {
      clearTimeout(timer);
      reject(new BottleneckError(code, message));
    }
    this.#asked.clear();
  }

  /** @param {Ready} data */
  #connect(data) {
    this.#forget('reloaded', 'The embedded page was loaded anew.');
    this.#readiesOwed = 1;
    const resolve = () => {
      this.#isOpen = true;
      for (const question of this.#waiting.splice(0)) this.#send(question);
      this.#hear('ready', data);
    };
    // A page that then does not answer may be one that was just being left: the next one says that it is ready.
    const reject = () => { this.#readiesOwed = 0; };
    this.#send({request: 'connect', data: {}, ms: kAnswerMs, resolve, reject});
  }

  /** @param {MessageEvent} event */
  #receive({source, origin, data: message}) {
    if (source !== this.#frame?.contentWindow || origin !== this.#origin || message?.bottleneck !== kProtocol) return;
    const {event, id, data, result, error} = message;
    if (event === 'ready') {
      if (this.#readiesOwed > 0) this.#readiesOwed--;
      else this.#connect(data);
    } else if (typeof event === 'string') {
      this.#hear(event, data);
    } else {
      const question = this.#asked.get(id);
      if (!question) return;
      clearTimeout(question.timer);
      this.#asked.delete(id);
      if (error) question.reject(new BottleneckError(error.code, error.message));
      else question.resolve(result);
    }
  }
}

// The settings that a text in the form of an address has.
const settingsOf = (/** @type {string} */ text) => Object.fromEntries(new URLSearchParams(text.replace(/\+/g, '%2B')));

// Where there is no document, as on a server that prepares pages, this module can be imported all the same.
const Base = /** @type {typeof HTMLElement} */ (globalThis.HTMLElement ?? class {});

export class BottleneckLab extends Base {
  static observedAttributes = [...Object.keys(kWords), 'settings', 'height', 'label', 'poster', 'src', 'sandbox'];

  timeout = kAnswerMs;

  /** @type {HTMLIFrameElement | null} */ #frame = null;
  /** @type {IntersectionObserver[]} */ #observers = [];
  /** @type {Set<string>} */ #changed = new Set(); // attributes that the page is to hear of
  #ownHeight = kFirstHeight;
  #sheet = new CSSStyleSheet(); // the height, which the style sheet of the page around overrides
  #poster = make('div', {class: 'poster'});
  #conversation = new Conversation((event, data) => this.#hear(event, data));

  constructor() {
    super();
    const styles = new CSSStyleSheet();
    styles.replaceSync(kStyles);
    this.attachShadow({mode: 'open'}).adoptedStyleSheets = [styles, this.#sheet];
    this.#showHeight();
  }

  connectedCallback() {
    this.#showPoster();
    if (this.getAttribute('loading') === 'eager') this.load();
    else this.#observers.push(watch(this, kNear, () => this.load()));
  }

  disconnectedCallback() {
    this.#drop();
  }

  // Called in place of the two above where the browser moves an element whose frame goes on (moveBefore).
  connectedMoveCallback() {}

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (before === now) return;
    if (name === 'height') {
      this.#showHeight();
    } else if (name === 'src' || name === 'sandbox') {
      if (!this.#frame) return;
      this.#drop();
      this.connectedCallback();
    } else if (name === 'label' || name === 'poster') {
      if (this.#frame) this.#frame.title = this.#title;
      if (this.#poster.isConnected) this.#showPoster();
    } else if (this.#frame) {
      if (this.#changed.size === 0) queueMicrotask(() => this.#tellChanges());
      this.#changed.add(name);
    }
  }

  load() {
    if (this.#frame || !this.isConnected) return;
    const address = this.#address();
    const sandbox = this.getAttribute('sandbox');
    const frame = document.createElement('iframe');
    frame.title = this.#title;
    frame.allow = 'clipboard-write; fullscreen';
    if (sandbox !== null) frame.setAttribute('sandbox', sandbox);
    frame.src = address.href;
    // From now on the page itself says how far it has come.
    frame.addEventListener('load', () => this.#poster.remove());
    const hasOrigin = sandbox === null || /(^|\s)allow-same-origin(\s|$)/i.test(sandbox);
    this.#frame = frame;
    this.#conversation.begin(frame, hasOrigin ? address.origin : 'null');
    this.#observers.push(watch(this, '0px', () => this.#conversation.expect()));
    this.shadowRoot?.prepend(frame);
    if (this.shadowRoot?.activeElement) frame.focus(); // the button was pressed
    this.#showPoster();
  }

  getState() {
    return this.#ask('getState');
  }
  /** @param {Requests['setState']['data']} state */
  setState(state) {
    return this.#ask('setState', state);
  }
  /** @param {string} name */
  setModel(name) {
    return this.#ask('setModel', {name});
  }
  /** @param {ArrayLike<number>} pixels */
  setImage(pixels) {
    return this.#ask('setImage', {pixels: Array.from(pixels)});
  }
  /**
   * @param {Requests['setStrokes']['data']['strokes']} strokes
   * @param {number} [pen]
   */
  setStrokes(strokes, pen) {
    return this.#ask('setStrokes', pen === undefined ? {strokes} : {strokes, pen});
  }
  clear() {
    return this.#ask('clear');
  }
  /** @param {Settings} [settings] */
  train(settings) {
    return this.#ask('train', settings === undefined ? {} : {settings});
  }
  stop() {
    return this.#ask('stop');
  }
  getResults() {
    return this.#ask('getResults');
  }

  /**
   * @template {keyof Requests} Name
   * @param {Name} request
   * @param {Requests[Name]['data']} [data]
   * @returns {Promise<Requests[Name]['result']>}
   */
  #ask(request, data = {}) {
    return this.#conversation.ask(request, data, this.timeout);
  }

  get #title() {
    return this.getAttribute('label') || kTexts.title;
  }

  // What an attribute says to the page, as settings.
  #settings(/** @type {string} */ name) {
    const text = this.getAttribute(name);
    if (name === 'settings') {
      const {v: _, ...settings} = settingsOf(text ?? ''); // no setting, but the version of a link
      return settings;
    }
    const {words, usual} = kWords[name];
    const value = text ?? usual;
    return value === undefined ? {} : Object.fromEntries(words.map((word) => [word, value]));
  }

  // The page, with what its own address and then the attributes say. A link without a pen's width is an old one, which meant a wide pen.
  #address() {
    const address = new URL(this.getAttribute('src') || new URL(kPage, import.meta.url), document.baseURI);
    const told = [...Object.keys(kWords), 'settings'].filter((name) => this.hasAttribute(name)).map((name) => this.#settings(name));
    const settings = Object.assign(address.hash ? {} : {v: '1', pen: '2.2'}, settingsOf(address.hash.slice(1)), ...told);
    const words = Object.entries(settings).filter(([, value]) => value !== '');
    address.hash = words.map(([word, value]) => `${word}=${encodeURIComponent(value)}`).join('&');
    return address;
  }

  async #tellChanges() {
    const settings = Object.assign({}, ...[...this.#changed].map((name) => this.#settings(name)));
    this.#changed.clear();
    if (!this.#frame || Object.keys(settings).length === 0) return;
    try {
      await this.setState({settings});
    } catch (error) {
      if (error instanceof BottleneckError) this.#hear('error', {code: error.code, message: error.message});
    }
  }

  #hear(/** @type {string} */ event, /** @type {any} */ data) {
    if (event === 'resize' && data.height > 0) {
      this.#ownHeight = data.height;
      this.#showHeight();
    }
    this.dispatchEvent(new CustomEvent(`bottleneck-${event}`, {detail: data, bubbles: true, composed: true}));
  }

  #showHeight() {
    const wanted = this.getAttribute('height') ?? '';
    const length = /^[\d.]+$/.test(wanted) ? `${wanted}px` : wanted;
    this.#sheet.replaceSync(`:host { height: ${CSS.supports('height', length) ? length : `${this.#ownHeight}px`}; }`);
  }

  #showPoster() {
    const picture = this.getAttribute('poster');
    const button = make('button', {type: 'button'}, kTexts.load);
    button.addEventListener('click', () => this.load());
    this.#poster.replaceChildren(
      ...(picture ? [make('img', {src: picture, alt: ''})] : []), drawing(), make('p', {class: 'title'}, this.#title),
      make('p', {class: 'hint', role: 'status'}, this.#frame ? kTexts.loading : kTexts.seen), ...(this.#frame ? [] : [button]));
    this.shadowRoot?.append(this.#poster);
  }

  #drop() {
    for (const observer of this.#observers.splice(0)) observer.disconnect();
    this.#conversation.end();
    this.#changed.clear();
    this.#frame?.remove();
    this.#frame = null;
  }
}

if (globalThis.customElements && !customElements.get('bottleneck-lab')) customElements.define('bottleneck-lab', BottleneckLab);
