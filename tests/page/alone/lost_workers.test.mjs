// A worker that dies while the page uses it: missed, replaced, and the work done all the same.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from '../browser.mjs';
import {draw_digit} from '../support/handwriting.mjs';
import {launch_unpainted, serve_strictly, with_ready} from '../support/open.mjs';
import {with_text_version} from '../support/text_version.mjs';

const kHasData = existsSync(join(site, 'data/mnist/train-images-idx3-ubyte.gz'));
const real = {skip: kHasData ? false : 'the site was built without a data folder: the real MNIST is not there'};

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// In the page, before anything runs: keeps the workers, so that the test can kill one, and shortens the silence that is taken for death.
function keep_workers(silence) {
  const Real = window.Worker;
  window.workers = [];
  window.Worker = class extends Real {
    constructor(...values) {
      super(...values);
      window.workers.push(this);
    }
  };
  addEventListener('DOMContentLoaded', () => {
    document.documentElement.dataset.workerSilence = silence;
  });
}
const keeping = (silence) => `(${keep_workers})(${silence});`;

test('a worker that dies is noticed and replaced', real, async () => {
  await with_ready(browser, server.url, {init: keeping(1500), hash: '#v=1&data=1'}, async (opened) => {
    const {page, wait} = opened;
    await wait((now) => now.datasets.mnist.train === 'there', 'the training images');
    await draw_digit(opened, 3);
    const first = await wait((now) => now.pixels, 'the first answer');
    await page.evaluate(() => window.workers[0].terminate());
    await draw_digit(opened, 1);
    await wait((now) => now.pixels && JSON.stringify(now.image) !== JSON.stringify(first.image), 'the answer of the next worker');
    assert.equal(await page.evaluate(() => window.workers.length), 2);
  });
});

test('a worker killed in the middle of an epoch is replaced, and the weights are those of an undisturbed run', real, async () => {
  const hash = '#v=1&station=train&images=20000&latent=8&epochs=15&batch=50&seed=4';
  await with_text_version(browser, server.url, {init: keeping(4000), hash}, async ({press, wait, reads, page}) => {
    const wait_run = async (condition) => {
      const run = ({training}) => training.runs.find(({number}) => number === training.shown);
      return run(await wait((now) => run(now) && condition(run(now)), String(condition)));
    };
    await press('start');
    await wait_run(({epoch, batch, state}) => state === 'training' && epoch >= 2 && batch > 20);
    await page.evaluate(() => window.workers.at(-1).terminate());
    const resumed = await wait_run(({notice}) => notice !== '');
    assert.match(resumed.notice, /lost.*epoch \d/);
    await reads('Run', /The worker was lost/);
    const disturbed = await wait_run(({state}) => state === 'finished');
    assert.equal(await page.evaluate(() => window.workers.length), 2);
    await press('start');
    const straight = await wait_run(({number, state}) => number === 2 && state === 'finished');
    assert.equal(disturbed.weightsHash, straight.weightsHash);
    assert.deepEqual(disturbed.history, straight.history);
  });
});

test('a helper killed in the middle of an epoch is replaced, and the weights are those of one worker', real, async () => {
  const hash = '#v=1&station=train&images=20000&latent=64&epochs=12&seed=4&workers=2';
  await with_text_version(browser, server.url, {init: keeping(15000), hash}, async ({press, type, wait, reads, page}) => {
    const wait_run = async (condition) => {
      const run = ({training}) => training.runs.find(({number}) => number === training.shown);
      return run(await wait((now) => run(now) && condition(run(now)), String(condition)));
    };
    await press('start');
    await wait_run(({workers}) => workers === 2);
    await reads('Run', /images\/s, 2 workers/);
    await page.evaluate(() => window.workers[1].terminate());
    await page.waitForFunction(() => window.workers.length === 3);
    await wait_run(({workers}) => workers === 2);
    const shared = await wait_run(({state}) => state === 'finished');
    assert.equal(shared.notice, '', 'nothing was lost');
    await type('workers', '1');
    await press('start');
    const alone = await wait_run(({number, state}) => number === 2 && state === 'finished');
    assert.equal(alone.workers, 1);
    assert.equal(shared.weightsHash, alone.weightsHash);
    assert.deepEqual(shared.history, alone.history);
  });
});
