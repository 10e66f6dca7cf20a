// The worker's event loop: appended to the linked program (createWorker), so that worker.js is one classic script, which also starts
// from a Blob. It relays bytes and understands none of them. Its other end is web/worker_link.js.
//
//   from the page: {module} or {bytes} once, the compiled program; then {head, body}, messages
//   to the page:   'awake', the script runs; 'bytes', the compiled program did not come through; {memory}, still at work, in so many bytes of
//                  the program's memory; {idle: n, memory}, nothing is left to do after n messages; {failed: text}; {head, body}, messages
(() => {
  const kBeatMs = 500;

  let program = null;
  let isStarting = false;
  const backlog = []; // messages that came before the program ran
  let received = 0;
  let isWorking = false;
  let lastBeat = 0;

  const fail = (error) => postMessage({failed: error instanceof Error ? error.message : String(error)});

  // Work goes on by a message to itself: messages from the page are taken between two steps, and no timer's least delay is waited for.
  const {port1, port2} = new MessageChannel();
  function goOn() {
    isWorking = true;
    port2.postMessage(null);
  }
  port1.onmessage = () => {
    isWorking = false;
    try {
      if (!program._worker_step()) return postMessage({idle: received, memory: program.HEAPU8.byteLength});
    } catch (error) {
      return fail(error);
    }
    const now = performance.now();
    if (now - lastBeat >= kBeatMs) {
      postMessage({memory: program.HEAPU8.byteLength});
      lastBeat = now;
    }
    goOn();
  };

  function take({head, body}) {
    const write = (bytes, pointer) => {
      if (pointer) program.HEAPU8.set(new Uint8Array(bytes), pointer);
      return pointer !== 0;
    };
    received += 1;
    try {
      if (!write(head, program._worker_head(head.byteLength))) throw new Error('out of memory');
      program._worker_receive(body.byteLength === 0 || write(body, program._worker_body(body.byteLength)) ? 1 : 0);
    } catch (error) {
      return fail(error);
    }
    if (!isWorking) goOn();
  }

  async function start(source) {
    const instantiateWasm = (imports, receive) => {
      WebAssembly.instantiate(source, imports).then((made) => receive(made.instance ?? made), fail);
      return {};
    };
    program = await createWorker({instantiateWasm});
    for (const message of backlog.splice(0)) take(message);
    if (!isWorking) goOn();
  }

  onmessage = ({data}) => {
    if (program) {
      take(data);
    } else if (data.head) {
      backlog.push(data);
    } else if (!isStarting) {
      isStarting = true;
      start(data.module ?? data.bytes).catch(fail);
    }
  };
  onmessageerror = () => postMessage('bytes');
  postMessage('awake');
})();
