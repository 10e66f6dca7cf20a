// The worker's event loop: appended to the linked program (createWorker), so that worker.js is one classic script, which also starts
// from a Blob. It relays bytes and understands none of them. Its other end is web/worker_link.js.
//
//   from the page: {module} or {bytes} once, the compiled program; then {head, body}, messages; {helper: n, port}, a helper has come;
//                  {helper: n, isLost}, it is no more; {leader: port}, this worker is a helper of another one
//   to the page:   'awake', the script runs; 'bytes', the compiled program did not come through; {memory}, still at work, in so many
//                  bytes of the program's memory; {idle: n, memory}, nothing is left to do after n messages; {failed: text}; {head, body}, messages; {call: n}, so many
//                  helpers are wanted; {dismiss: n}, this one not any more
//   between worker and helper, both ways: {head, body, size}, messages; of the body the first `size` bytes
(() => {
  const kBeatMs = 500;
  const kLateMs = 200; // between two looks whether a helper is late
  const isWorthKeeping = (bytes) => bytes >= 1 << 16 && bytes <= 1 << 24; // a new one of 64 KB costs 0.1 ms; and the weights of any usual network
  const kMostSpares = 8; // as many as there are workers
  const kLeft = {nothing: 0, more: 1, waiting: 2}; // as Left in worker_port.h
  const kPage = 0;
  const kLeader = -1;

  let program = null;
  let isStarting = false;
  const backlog = []; // messages that came before the program ran
  let received = 0;
  let isWorking = false; // the next step is on the way
  let lastBeat = 0;
  const ports = new Map(); // to helpers by their numbers, and to the worker that this one helps
  let spare = []; // buffers of large messages that have come, for those that go: a new one costs more than its copy

  const fail = (error) => postMessage({failed: error instanceof Error ? error.message : String(error)});

  // Work goes on by a message to itself: messages from the page are taken between two steps, and no timer's least delay is waited for.
  const {port1, port2} = new MessageChannel();
  function goOn() {
    if (isWorking) return;
    isWorking = true;
    port2.postMessage(null);
  }
  port1.onmessage = () => {
    isWorking = false;
    work();
  };

  let lateTimer = 0;
  function work() {
    let left;
    try {
      left = program._worker_step();
    } catch (error) {
      return fail(error);
    }
    if (left === kLeft.waiting) {
      lateTimer ||= setInterval(goOn, kLateMs);
    } else if (left === kLeft.nothing) {
      clearInterval(lateTimer);
      lateTimer = 0;
      return postMessage({idle: received, memory: program.HEAPU8.byteLength});
    } else {
      goOn();
    }
    beat();
  }
  function beat() {
    const now = performance.now();
    if (now - lastBeat < kBeatMs) return;
    postMessage({memory: program.HEAPU8.byteLength});
    lastBeat = now;
  }

  // Writes a message where the program takes it from. False: there is no memory for its body.
  function write(head, body, size) {
    const copy = (bytes, count, pointer) => {
      if (pointer) program.HEAPU8.set(new Uint8Array(bytes, 0, count), pointer);
      return pointer !== 0;
    };
    if (!copy(head, head.byteLength, program._worker_head(head.byteLength))) throw new Error('out of memory');
    return size === 0 || copy(body, size, program._worker_body(size));
  }

  function take({head, body}) {
    received += 1;
    try {
      program._worker_receive(write(head, body, body.byteLength) ? 1 : 0);
    } catch (error) {
      return fail(error);
    }
    goOn();
  }

  // A message of a helper, or, where this worker is one, of the one that it helps.
  function takeFrom(number, {head, body, size}) {
    if (!ports.has(number)) return;
    try {
      if (!write(head, body, size)) throw new Error('out of memory');
      if (isWorthKeeping(body.byteLength)) spare.push(body);
      if (spare.length > kMostSpares) spare.shift();
      if (number === kLeader) {
        program._worker_asked();
        return beat();
      }
      program._worker_helper_answered(number);
    } catch (error) {
      return fail(error);
    }
    if (!isWorking) work();
  }

  function connect(number, port) {
    ports.set(number, port);
    port.onmessage = ({data}) => takeFrom(number, data);
  }
  function disconnect(number) {
    ports.get(number)?.close();
    ports.delete(number);
    spare = [];
  }

  const ways = {
    // to: a helper's number, or one of the two above.
    post(to, head, body) {
      const packet = {head: head.slice().buffer, body: null, size: body.length};
      if (to === kPage) {
        packet.body = body.slice().buffer;
        return postMessage(packet, [packet.head, packet.body]);
      }
      const place = isWorthKeeping(body.length) ? spare.findIndex(({byteLength}) => byteLength >= body.length) : -1;
      packet.body = place < 0 ? new ArrayBuffer(body.length) : spare.splice(place, 1)[0];
      new Uint8Array(packet.body).set(body);
      ports.get(to).postMessage(packet, [packet.head, packet.body]);
    },
    dismiss(helper) {
      disconnect(helper);
      postMessage({dismiss: helper});
    },
  };

  async function start(source) {
    const instantiateWasm = (imports, receive) => {
      WebAssembly.instantiate(source, imports).then((made) => receive(made.instance ?? made), fail);
      return {};
    };
    program = await createWorker({instantiateWasm, ways});
    for (const message of backlog.splice(0)) take(message);
    goOn();
  }

  function takeHelper({helper, port, isLost}) {
    if (port) {
      connect(helper, port);
      program._worker_helper_joined(helper);
    } else {
      disconnect(helper);
      program._worker_helper_left(helper, isLost ? 1 : 0);
      goOn();
    }
  }

  onmessage = ({data}) => {
    if (data.helper) {
      takeHelper(data);
    } else if (data.leader) {
      connect(kLeader, data.leader);
    } else if (program) {
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
