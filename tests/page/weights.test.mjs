// The stations of the weights and of the reconstructions, on the real test images.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from './browser.mjs';
import {launch_unpainted, open_in, serve_strictly, until, use} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

const real = {skip: existsSync(join(site, 'data/mnist/t10k-images-idx3-ubyte.gz')) ? false : 'the site was built without a data folder'};

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// The rows of a CSV without commas in its cells.
async function saved_numbers(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press('numbers')]);
  return (await readFile(await download.path(), 'utf8')).trim().split('\r\n').map((line) => line.split(','));
}

test('each neuron has its picture and its numbers, those that never fire are known, and one is shown large', real, async () => {
  const opened = await open_in(browser, `${server.url}#v=1&station=weights&model=mnist-300-16`, {});
  await use(opened, async () => {
    const {page, wait, press} = opened;
    await press('test:load');
    const neurons = (now) => Object.keys(now.places).filter((name) => /^neuron:\d+$/.test(name));
    await wait((now) => neurons(now).length === 300 && now.weights.measured === 10000, 'all neurons, looked at on all test images');
    const reference = JSON.parse(await readFile(new URL('../data/weights_reference.json', import.meta.url), 'utf8')).find(({model}) => model === 'mnist-300-16');
    const {weights} = await opened.state();
    assert.equal(weights.dead, reference.dead_first);
    await press('sort');
    await press('sort:dead');
    await wait((now) => !now.places['sort:dead'], 'the list to close');
    await press('neuron:1');
    await wait((now) => now.weights.neuron === 1, 'neuron 1 to be shown large');
    assert.match(await opened.address(), /&sort=dead&neuron=1\b/);
    const [head, ...rows] = await saved_numbers(page, press);
    assert.equal(rows.length, 300);
    assert.equal(head.length, 7 + 784);
    const [first] = reference.first;
    const row = rows.find(([number]) => Number(number) === first.neuron + 1).map(Number);
    [first.norm, first.low, first.high, first.bias, first.fired / 10000, first.mean].forEach((value, i) => {
      assert.ok(Math.abs(row[1 + i] - value) < 3e-4, `${head[1 + i]}: ${row[1 + i]}, ${value} by NumPy`);
    });
    await press('layer:decoder');
    await wait((now) => now.weights.layer === 'decoder' && now.weights.dead === reference.dead_last && now.weights.neuron === 0, 'the decoder');
  });
});

test('images stand above what several models make of them, with the errors on all test images', real, async () => {
  const options = {hash: '#v=1&station=reconstructions&shelf=worst'};
  await with_text_version(browser, server.url, options, async ({page, wait, press, control, reads, state}) => {
    await reads('Reconstructions', /drawn by the program/);
    await press('load:mnist:test');
    const now = await wait((all) => all.reconstructions.rows.length === 3 && all.reconstructions.rows.every(({mse}) => mse !== null), 'three models to be measured');
    for (const {model, mse} of now.reconstructions.rows) {
      const card = JSON.parse(await readFile(join(site, 'assets/models', `${model}.json`), 'utf8'));
      assert.ok(Math.abs(mse - card.history.at(-1).val_mse) < 5e-4, `${model}: ${mse}`);
    }
    const ranked = await wait((all) => all.reconstructions.images[0] !== 0 && all.reconstructions.images.length === 10, 'the worst to stand first');
    await control('rows').selectOption('fashion-64,fashion-16,fashion-8');
    await wait((all) => all.model === 'fashion-64' && all.reconstructions.rows[0].model === 'fashion-64', 'the other dataset');
    await page.goBack();
    await wait((all) => all.model === 'mnist-16' && all.reconstructions.images.join() === ranked.reconstructions.images.join(), 'the way back');
    assert.equal((await state()).station, 'reconstructions');
    await until(() => page.evaluate(() => location.hash.includes('shelf=worst')), 'the address to say which');
  });
});
