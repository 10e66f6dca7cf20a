// Training in the page, on the real datasets: the numbers are the native program's, and no way of getting there changes them.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {site} from './browser.mjs';
import {run_axe} from './support/axe.mjs';
import {launch_browser, serve_strictly} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

const kProgram = process.env.BOTTLENECK_PROGRAM ?? fileURLToPath(new URL('../../build/native/bottleneck', import.meta.url));
const kData = join(site, 'data');
const has_data = existsSync(join(kData, 'mnist/train-images-idx3-ubyte.gz'));
const real = {skip: has_data ? false : 'the site was built without a data folder: the real MNIST is not there'};

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// The training station with its text version open. plan: control → value, those of the plan.
async function with_station(plan, options, run) {
  await with_text_version(browser, server.url, {hash: '#v=1&station=train', isPainted: true, ...options}, async (opened) => {
    const {type, check, wait} = opened;
    await wait((now) => now.station === 'train', 'the training station');
    for (const [name, value] of Object.entries(plan)) {
      if (name === 'dataset' || name === 'loss') await check(`plan:${name}`, value);
      else await type(`plan:${name}`, String(value));
    }
    const shown = (now) => now.training.runs.find(({number}) => number === now.training.shown);
    const wait_run = (condition, what) => wait((now) => shown(now) && condition(shown(now)), what ?? String(condition)).then(shown);
    await run({...opened, wait_run});
  });
}

// What the native program gets, as it prints it.
async function train_natively(...settings) {
  const {stdout} = await promisify(execFile)(kProgram, ['train', '--json', '--data', kData, ...settings]);
  return JSON.parse(stdout);
}

// The seed settles the weights and the order of the batches; sums are rounded otherwise by other SIMD widths, which 470 steps of Adam carry
// on: 1e-4 for the first epoch, as the mathematics' own tests have it, and twice that for the second.
function assert_close(run, native) {
  assert.equal(run.history.length, native.history.length);
  native.history.forEach((epoch, i) => {
    [epoch.train_loss, epoch.val_loss, epoch.val_bce, epoch.val_mse].forEach((expected, column) => {
      const got = run.history[i][column];
      assert.ok(Math.abs(got - expected) <= 1e-4 * (i + 1), `epoch ${i + 1}, figure ${column}: ${got} here, ${expected} natively`);
    });
  });
}

test('two epochs of MNIST 16 end with the native program\'s losses', real, async () => {
  assert.ok(existsSync(kProgram), `${dirname(kProgram)} has no program: tools/build native bottleneck`);
  await with_station({latent: 16, epochs: 2, seed: 5}, {}, async ({press, wait_run, reads}) => {
    await press('start');
    const run = await wait_run(({state}) => state === 'finished');
    const native = await train_natively('--dataset', 'mnist', '--latent', '16', '--epochs', '2', '--seed', '5');
    assert_close(run, native);
    assert.ok(run.imagesPerSecond > 1000, `${run.imagesPerSecond} images a second`);
    await reads('Run', new RegExp(run.history[1][1].toFixed(4)));
  });
});

test('an epoch of Fashion-MNIST with a hidden layer and MSE ends with the native program\'s losses', real, async () => {
  const plan = {dataset: 'fashion-mnist', images: 0, latent: 8, hidden: '50', loss: 'mse', epochs: 1, batch: 100, rate: 0.002, seed: 3};
  await with_station(plan, {}, async ({press, wait_run}) => {
    await press('start');
    const run = await wait_run(({state}) => state === 'finished');
    assert_close(run, await train_natively('--dataset', 'fashion-mnist', '--latent', '8', '--hidden', '50', '--loss', 'mse', '--epochs', '1',
      '--batch', '100', '--lr', '0.002', '--seed', '3'));
  });
});

test('pause, step, epoch, rewind and stopping elsewhere change no bit', real, async () => {
  await with_station({images: 4000, latent: 8, epochs: 3, batch: 100, seed: 2}, {}, async ({press, type, wait_run, page}) => {
    await press('start');
    const straight = await wait_run(({state}) => state === 'finished');
    assert.equal(straight.batches, 40);
    assert.match(straight.weightsHash, /^[0-9a-f]{8,}$/);

    await press('rewind');
    const begun = await wait_run(({state, epoch}) => state === 'paused' && epoch === 0);
    assert.notEqual(begun.weightsHash, straight.weightsHash);
    assert.equal(begun.history.length, 0);
    for (let i = 1; i <= 3; i++) {
      await press('step');
      await wait_run(({state, batch}) => state === 'paused' && batch === i);
    }
    await press('epoch');
    await wait_run(({state, epoch, batch}) => state === 'paused' && epoch === 1 && batch === 0);
    await type('run:epochs', '2');
    await press('resume');
    await wait_run(({state, epoch}) => state === 'finished' && epoch === 2);
    await type('run:epochs', '3');
    await wait_run(({state}) => state === 'paused');
    await press('resume');
    const again = await wait_run(({state}) => state === 'finished');
    assert.equal(again.weightsHash, straight.weightsHash);
    assert.deepEqual(again.history, straight.history);

    await press('start');
    const second = await wait_run(({number, state}) => number === 2 && state === 'finished');
    assert.equal(second.weightsHash, straight.weightsHash, 'the same seed, the same settings');
    assert.deepEqual(await run_axe(page), []);
  });
});
