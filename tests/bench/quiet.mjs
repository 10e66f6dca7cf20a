// Measures while nobody else is at work. What a machine's other guests do shows in no counter of this one; but a loop that always does the same
// takes longer then. So such a loop runs on every core at once before and after each measurement. It needs no memory, and so does not see who takes
// the way to that.
import {once} from 'node:events';
import {availableParallelism} from 'node:os';
import {setTimeout as rest} from 'node:timers/promises';
import {Worker} from 'node:worker_threads';

const kSlower = 1.1; // than the fastest loop so far: somebody is at work; by itself it takes 1 % more or less
const kLooks = 3; // at most, and one is enough: what was measured may take a moment to end
const kTries = 3;
const kPatience = 600; // seconds of waiting, in a whole run

// Four chains that do not wait for each other fill the units that two threads of one core would share.
const kLoop = `
  const {parentPort} = require('node:worker_threads');
  function turn() {
    let [a, b, c, d] = [1, 2, 3, 4];
    for (let i = 0; i < 3e7; ++i) {
      a = a * 0.999 + 0.001;
      b = b * 0.999 + 0.002;
      c = c * 0.999 + 0.003;
      d = d * 0.999 + 0.004;
    }
    return a + b + c + d;
  }
  turn();
  parentPort.on('message', () => {
    const start = performance.now();
    turn();
    parentPort.postMessage(performance.now() - start);
  });`;

// A loop's time in milliseconds where all cores run it at once, of the slowest.
export function open_loops() {
  const workers = Array.from({length: availableParallelism()}, () => new Worker(kLoop, {eval: true}));
  const time_of = async (worker) => {
    worker.postMessage('');
    return (await once(worker, 'message'))[0];
  };
  return {
    time: async () => Math.max(...await Promise.all(workers.map(time_of))),
    close: () => Promise.all(workers.map((worker) => worker.terminate())),
  };
}

// time(): how long the loop takes now; pause(): waits a second. What takes longer than longSeconds is not made again. noted: seconds waited,
// measurements made again, and those kept though somebody was at work.
export function quiet_times({time, longSeconds, pause = () => rest(1000)}) {
  const noted = {waited: 0, again: 0, disturbed: 0};
  let fastest = Infinity;
  async function is_quiet() {
    for (let look = 0; look < kLooks; ++look) {
      const now = await time();
      fastest = Math.min(fastest, now);
      if (now <= kSlower * fastest) return true;
    }
    return false;
  }
  async function wait() {
    while (!(await is_quiet()) && noted.waited < kPatience) {
      await pause();
      ++noted.waited;
    }
  }
  // What `run` gives, and the seconds that took: of the first of a few tries that nobody disturbed, else of the last.
  async function measure(run) {
    for (let tries = 1; ; ++tries) {
      await wait();
      const start = Date.now();
      const result = await run();
      const took = (Date.now() - start) / 1000;
      if (await is_quiet()) return {...result, took};
      if (tries === kTries || took > longSeconds) {
        ++noted.disturbed;
        return {...result, took};
      }
      ++noted.again;
    }
  }
  return {noted, wait, measure};
}
