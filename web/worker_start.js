// Starts workers, in every way that a browser allows, and hands them their program. Their other end is src/platform/worker_glue.js.
import {getFile, hasAddresses, siteRoot} from './site_files.js';

// As `Loss` in src/platform/worker_link_wasm.cpp.
export const kLoss = {notStarted: 0, failed: 1, silent: 2, noMemory: 3};

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

// hear(data): whatever the worker says. lose(how, detail): it could not be started, or has died; it is ended, and nothing more is heard.
export function startWorker(hear, lose) {
  let worker = null;
  let isAwake = false;
  let isOpen = false; // it has its program
  let isReady = false; // which has spoken
  let isFromBlob = false;
  let isEnded = false;
  const queue = []; // messages that wait for the program

  function end() {
    isEnded = true;
    worker?.terminate();
  }
  function fail(how, detail = '') {
    if (isEnded) return;
    end();
    lose(how, detail);
  }

  // Where a script's address is refused, its text is not.
  async function beginFromBlob() {
    isFromBlob = true;
    try {
      const script = URL.createObjectURL(new Blob([await (await load('worker.js')).text()], {type: 'text/javascript'}));
      if (!isEnded) adopt(new Worker(script)); // the address is kept: it may be fetched at any time until the script runs
    } catch (error) {
      fail(kLoss.notStarted, error.message);
    }
  }

  function adopt(made) {
    worker?.terminate();
    worker = made;
    const isPresent = () => !isEnded && worker === made;
    made.onmessage = ({data}) => {
      if (isPresent()) take(data);
    };
    made.onerror = (event) => {
      if (!isPresent()) return;
      if (isAwake || isFromBlob) return fail(isReady ? kLoss.failed : kLoss.notStarted, event.message);
      event.preventDefault();
      beginFromBlob();
    };
    made.onmessageerror = () => fail(kLoss.failed);
  }

  // The compiled program, then the messages that have waited for it.
  async function handOver() {
    try {
      const program = await compile();
      if (isEnded) return;
      try {
        worker.postMessage({module: program});
      } catch {
        await handOverBytes(); // it cannot be copied here
      }
      isOpen = true;
      for (const {message, transfer} of queue.splice(0)) worker.postMessage(message, transfer);
    } catch (error) {
      fail(kLoss.notStarted, error.message);
    }
  }
  async function handOverBytes() {
    const bytes = await (await load('worker.wasm')).arrayBuffer();
    worker.postMessage({bytes}, [bytes]);
  }

  function take(data) {
    if (data === 'awake') {
      isAwake = true;
      handOver();
    } else if (data === 'bytes') {
      handOverBytes().catch((error) => fail(kLoss.notStarted, error.message));
    } else if (data.failed !== undefined) {
      return fail(isReady ? kLoss.failed : kLoss.notStarted, data.failed);
    }
    isReady ||= data.head !== undefined;
    hear(data);
  }

  compile().catch(() => {}); // goes on while the script is loaded
  // In a sandboxed frame the address would be refused, in Firefox with a complaint.
  if (origin === 'null' || !hasAddresses) {
    beginFromBlob();
  } else {
    try {
      adopt(new Worker(here('worker.js')));
    } catch {
      beginFromBlob();
    }
  }

  return {
    // Its own message has come: the program runs.
    isReady: () => isReady,
    // transfer: what is handed over rather than copied.
    post(message, transfer) {
      if (isOpen) worker.postMessage(message, transfer);
      else queue.push({message, transfer});
    },
    end,
  };
}
