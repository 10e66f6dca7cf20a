// That tools/bench measures while nobody else is at work, with loops whose times are made up, and that its own loop tells.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {open_loops, quiet_times} from '../bench/quiet.mjs';

// The loop takes these times one after the other; a busy machine is looked at three times.
const kBusy = [80, 75, 80];
function with_times(times, longSeconds = 15) {
  const all = [...times];
  return quiet_times({time: async () => all.shift(), longSeconds, pause: async () => {}});
}

// A measurement that counts how often it was made.
function counted() {
  const made = {count: 0};
  return {made, run: async () => ({seconds: ++made.count})};
}

test('on a quiet machine each is measured once, at once', async () => {
  const quiet = with_times([50, 51, 54.9, 50]);
  const {made, run} = counted();
  assert.equal((await quiet.measure(run)).seconds, 1);
  assert.equal((await quiet.measure(run)).seconds, 2);
  assert.equal(made.count, 2);
  assert.deepEqual(quiet.noted, {waited: 0, again: 0, disturbed: 0});
});

test('what ends a moment after it was measured disturbs nobody', async () => {
  const quiet = with_times([50, 80, 80, 50]);
  assert.equal((await quiet.measure(counted().run)).seconds, 1);
  assert.deepEqual(quiet.noted, {waited: 0, again: 0, disturbed: 0});
});

test('it waits until the loop is as fast as it was', async () => {
  const quiet = with_times([50, 50, ...kBusy, ...kBusy, 54, 50]);
  const {run} = counted();
  await quiet.measure(run);
  assert.equal((await quiet.measure(run)).seconds, 2);
  assert.deepEqual(quiet.noted, {waited: 2, again: 0, disturbed: 0});
});

test('what was disturbed is measured again, and kept as disturbed in the end', async () => {
  const once = with_times([50, ...kBusy, 50, 50]);
  assert.equal((await once.measure(counted().run)).seconds, 2);
  assert.deepEqual(once.noted, {waited: 0, again: 1, disturbed: 0});
  const always = with_times([50, ...kBusy, 50, ...kBusy, 50, ...kBusy]);
  assert.equal((await always.measure(counted().run)).seconds, 3);
  assert.deepEqual(always.noted, {waited: 0, again: 2, disturbed: 1});
});

test('what takes long is measured once', async () => {
  const quiet = with_times([50, ...kBusy], -1);
  assert.equal((await quiet.measure(counted().run)).seconds, 1);
  assert.deepEqual(quiet.noted, {waited: 0, again: 0, disturbed: 1});
});

test('its patience has an end', async () => {
  let is_busy = false;
  const time = async () => (is_busy ? 100 : 50);
  const quiet = quiet_times({time, longSeconds: 15, pause: async () => {}});
  await quiet.wait();
  is_busy = true;
  assert.equal((await quiet.measure(counted().run)).seconds, 3);
  assert.deepEqual(quiet.noted, {waited: 600, again: 2, disturbed: 1});
});

test('the loop runs on every core, and takes longer where a core has other work', async () => {
  const loops = open_loops();
  const others = open_loops();
  try {
    // Several times, as other tests may come and go.
    const told = [];
    for (let i = 0; i < 7; ++i) {
      const alone = await loops.time();
      const [beside] = await Promise.all([loops.time(), others.time()]);
      told.push(beside > 1.1 * alone);
    }
    assert.ok(told.filter((one) => one).length >= 4, String(told));
  } finally {
    await Promise.all([loops.close(), others.close()]);
  }
});
