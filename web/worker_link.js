// The page's end of its worker: starts it when the first message is sent, relays messages both ways and notices when it is lost. It
// understands none of them. Its other end is src/platform/worker_glue.js.
import {getFile, hasAddresses, siteRoot} from './site_files.js';
import {withText} from './strings.js';

// While the page waits for an answer, the worker is heard of at least every second. One that is silent for so long is taken for
// dead: a worker that is ended from outside, or by the system, tells nobody. While it is still being loaded it gets longer. Tests
// set another limit (<html data-worker-silence="ms">): there is no other way to see what happens without waiting so long.
const kSilenceMs = 15000;
const kChecks = 15; // within that time
const kPatience = 4; // times the limit, for loading

// As `Loss` in src/platform/worker_link_wasm.cpp.
const kLoss = {notStarted: 0, failed: 1, silent: 2, noMemory: 3};

const here = (name) => new URL(name, siteRoot);

async function load(name) {
  const response = await getFile(here(name));
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response;
}

// The worker's program, compiled once for all workers; while the bytes arrive where the server names their type rightly.
let compiled = null;
function compile() {
  compiled ??= load('worker.wasm').then(async (response) => {
    const isTyped = (response.headers.get('Content-Type') ?? '').startsWith('application/wasm');
    return isTyped ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
  }).catch((error) => {
    compiled = null; // the next worker tries again
    throw error;
  });
  return compiled;
}

// module: the page's program. It takes replies by _page_worker_head, _page_worker_body and _page_worker_reply, and hears by
// _page_worker_lost that the worker is lost; then the next message starts another one.
export function makeWorkerLink(module) {
  let life = null; // of the present worker; what belongs to one before is of no interest any more

  function begin() {
    life = {worker: null, isAwake: false, isOpen: false, isReady: false, isFromBlob: false, queue: [], sent: 0, timer: 0, unheard: 0, memory: 0};
    watch(life, true);
    compile().catch(() => {}); // goes on while the script is loaded
    // In a sandboxed frame the address would be refused, in Firefox with a complaint.
    if (origin === 'null' || !hasAddresses) return beginFromBlob(life);
    try {
      adopt(life, new Worker(here('worker.js')));
    } catch {
      beginFromBlob(life);
    }
  }

  // Where a script's address is refused, its text is not.
  async function beginFromBlob(of) {
    of.isFromBlob = true;
    try {
      const script = URL.createObjectURL(new Blob([await (await load('worker.js')).text()], {type: 'text/javascript'}));
      if (of === life) adopt(of, new Worker(script)); // the address is kept: it may be fetched at any time until the script runs
    } catch (error) {
      lose(of, kLoss.notStarted, error.message);
    }
  }

  function adopt(of, worker) {
    of.worker?.terminate();
    of.worker = worker;
    const isPresent = () => of === life && worker === of.worker;
    worker.onmessage = ({data}) => {
      if (isPresent()) hear(of, data);
    };
    worker.onerror = (event) => {
      if (!isPresent()) return;
      if (of.isAwake || of.isFromBlob) return lose(of, of.isReady ? kLoss.failed : kLoss.notStarted, event.message);
      event.preventDefault();
      beginFromBlob(of);
    };
    worker.onmessageerror = () => lose(of, kLoss.failed);
  }

  // The compiled program, then the messages that have waited for it.
  async function handOver(of) {
    try {
      const program = await compile();
      if (of !== life) return;
      try {
        of.worker.postMessage({module: program});
      } catch {
        await handOverBytes(of); // it cannot be copied here
      }
      of.isOpen = true;
      for (const message of of.queue.splice(0)) post(of, message);
    } catch (error) {
      lose(of, kLoss.notStarted, error.message);
    }
  }
  async function handOverBytes(of) {
    const bytes = await (await load('worker.wasm')).arrayBuffer();
    of.worker.postMessage({bytes}, [bytes]);
  }

  const post = (of, message) => of.worker.postMessage(message, [message.head, message.body]);

  function hear(of, data) {
    of.unheard = 0;
    if (data === 'awake') {
      of.isAwake = true;
      handOver(of);
    } else if (data === 'bytes') {
      handOverBytes(of).catch((error) => lose(of, kLoss.notStarted, error.message));
    } else if ('memory' in data) {
      of.memory = data.memory;
      if ('idle' in data) watch(of, data.idle !== of.sent);
    } else if ('failed' in data) {
      lose(of, of.isReady ? kLoss.failed : kLoss.notStarted, data.failed);
    } else {
      of.isReady = true;
      receive(of, data);
    }
  }

  // Takes a reply into the program's memory.
  function receive(of, {head, body}) {
    const write = (bytes, pointer) => {
      if (pointer) module.HEAPU8.set(new Uint8Array(bytes), pointer);
      return pointer !== 0;
    };
    const isWritten = write(head, module._page_worker_head(head.byteLength)) &&
      (body.byteLength === 0 || write(body, module._page_worker_body(body.byteLength)));
    if (isWritten) module._page_worker_reply();
    else lose(of, kLoss.noMemory);
  }

  // Counts how often nothing has been heard rather than the time: a page that slept for an hour has not listened. Browsers slow the
  // timers of hidden pages, so their silence proves nothing either.
  function watch(of, isWaiting) {
    if (isWaiting === (of.timer !== 0)) return;
    clearInterval(of.timer);
    of.timer = 0;
    if (!isWaiting) return;
    of.unheard = 0;
    const limit = Number(document.documentElement.dataset.workerSilence) || kSilenceMs;
    of.timer = setInterval(() => {
      of.unheard = document.visibilityState === 'hidden' ? 0 : of.unheard + 1;
      if (of.unheard >= kChecks * (of.isReady ? 1 : kPatience)) lose(of, kLoss.silent);
    }, limit / kChecks);
  }

  function end(of) {
    watch(of, false);
    of.worker?.terminate();
    life = null;
  }

  function lose(of, how, detail = '') {
    if (of !== life) return;
    end(of);
    withText(module, detail, (text) => module._page_worker_lost(how, text));
  }

  return {
    // Sends a message: two arrays of bytes, which are copied. Starts the worker if there is none.
    send(head, body) {
      if (!life) begin();
      const of = life;
      try {
        const message = {head: head.slice().buffer, body: body.slice().buffer};
        of.sent += 1;
        watch(of, true);
        if (of.isOpen) post(of, message);
        else of.queue.push(message);
      } catch {
        // No memory for the copy. The program hears of it when it is done with sending.
        Promise.resolve().then(() => lose(of, kLoss.noMemory));
      }
    },

    // Bytes of the worker's memory, as last heard; 0: there is none.
    get memory() {
      return life?.memory ?? 0;
    },

    // Ends the worker; nobody hears of it.
    stop() {
      if (life) end(life);
    },
  };
}
