// The page's end of its worker: starts it when the first message is sent, relays messages both ways and notices when it is lost. It
// understands none of them. Its other end is src/platform/worker_glue.js.
import {makeHelpers} from './helpers.js';
import {withText} from './strings.js';
import {kLoss, startWorker} from './worker_start.js';

// While the page waits for an answer, the worker is heard of at least every second. One that is silent for so long is taken for
// dead: a worker that is ended from outside, or by the system, tells nobody. While it is still being loaded it gets longer. Tests
// set another limit (<html data-worker-silence="ms">): there is no other way to see what happens without waiting so long.
const kSilenceMs = 15000;
const kChecks = 15; // within that time
const kPatience = 4; // times the limit, for loading

const kRestMs = 5000; // without work, after which its helpers are ended

// module: the page's program. It takes replies by _page_worker_head, _page_worker_body and _page_worker_reply, and hears by
// _page_worker_lost that the worker is lost; then the next message starts another one.
export function makeWorkerLink(module) {
  let life = null; // of the present worker; what belongs to one before is of no interest any more

  function begin() {
    const of = {worker: null, helpers: null, sent: 0, timer: 0, unheard: 0, restTimer: 0, memory: 0};
    life = of;
    watch(of, true);
    of.worker = startWorker((data) => hear(of, data), (how, detail) => lose(of, how, detail));
    of.helpers = makeHelpers(of.worker);
  }

  function hear(of, data) {
    of.unheard = 0;
    of.memory = data.memory ?? of.memory;
    if (data.idle !== undefined) {
      const isResting = data.idle === of.sent;
      watch(of, !isResting);
      clearTimeout(of.restTimer);
      if (isResting) of.restTimer = setTimeout(of.helpers.restAll, kRestMs);
    } else if (data.call !== undefined) {
      of.helpers.call(data.call);
    } else if (data.dismiss !== undefined) {
      of.helpers.dismiss(data.dismiss);
    } else if (data.head !== undefined) {
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
      if (of.unheard >= kChecks * (of.worker.isReady() ? 1 : kPatience)) lose(of, kLoss.silent);
    }, limit / kChecks);
  }

  function end(of) {
    watch(of, false);
    clearTimeout(of.restTimer);
    of.helpers.end();
    of.worker.end();
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
      clearTimeout(of.restTimer);
      try {
        const message = {head: head.slice().buffer, body: body.slice().buffer};
        of.sent += 1;
        watch(of, true);
        of.worker.post(message, [message.head, message.body]);
      } catch {
        // No memory for the copy. The program hears of it when it is done with sending.
        Promise.resolve().then(() => lose(of, kLoss.noMemory));
      }
    },

    // Bytes of the worker's and its helpers' memory, as last heard; 0: there is none.
    get memory() {
      return life ? life.memory + life.helpers.memory() : 0;
    },

    // Ends the worker; nobody hears of it.
    stop() {
      if (life) end(life);
    },
  };
}
