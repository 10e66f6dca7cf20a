// The helpers of a worker: further workers, which it asks itself, through a channel of its own to each. The page starts and ends them, as
// only it can.
import {startWorker} from './worker_start.js';

// leader: the worker, as worker_start.js makes it.
export function makeHelpers(leader) {
  const helpers = new Map(); // workers by their numbers
  const memories = new Map(); // likewise, bytes of their programs' memory
  let last = 0;

  function start() {
    const number = ++last;
    let hasJoined = false;
    const join = () => {
      hasJoined = true;
      const {port1, port2} = new MessageChannel();
      helper.post({leader: port2}, [port2]);
      leader.post({helper: number, port: port1}, [port1]);
    };
    const helper = startWorker((data) => {
      memories.set(number, data.memory ?? memories.get(number) ?? 0);
      if (!hasJoined && helper.isReady()) join();
    }, () => {
      forget(number);
      leader.post({helper: number, isLost: true}, []);
    });
    helpers.set(number, helper);
  }

  function forget(number) {
    helpers.delete(number);
    memories.delete(number);
  }
  function dismiss(number) {
    helpers.get(number)?.end();
    forget(number);
  }
  function rest(number) {
    dismiss(number);
    leader.post({helper: number, isLost: false}, []);
  }

  return {
    // So many are wanted.
    call(count) {
      while (helpers.size < count) start();
      for (const number of [...helpers.keys()].slice(count)) rest(number);
    },
    // The leader does without this one.
    dismiss,
    // There is nothing to do for them; the leader may call them again.
    restAll: () => [...helpers.keys()].forEach(rest),
    memory: () => [...memories.values()].reduce((sum, bytes) => sum + bytes, 0),
    // The leader is no more.
    end: () => [...helpers.keys()].forEach(dismiss),
  };
}
