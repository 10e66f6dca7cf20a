// The station of the data: datasets, a look at their images, and digits drawn by the program where nothing else can be had.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {gunzipSync} from 'node:zlib';
import {site} from './browser.mjs';
import {run_axe} from './support/axe.mjs';
import {launch_browser, open_in, serve_strictly, until, use} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

const kProgram = process.env.BOTTLENECK_PROGRAM ?? fileURLToPath(new URL('../../build/native/bottleneck', import.meta.url));
const kLabels = join(site, 'data/mnist/t10k-labels-idx1-ubyte.gz');
const real = {skip: existsSync(kLabels) ? false : 'the site was built without a data folder: the real MNIST is not there'};

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const shown_images = (now) => Object.keys(now.places).filter((name) => /^image:\d+$/.test(name)).map((name) => Number(name.slice(6)));
const at_data = (now) => now.station === 'data' && now.framesDrawn > 0;

async function with_data(hash, options, run) {
  const opened = await open_in(browser, `${server.url}#v=1&station=data${hash}`, {isPainted: true, ...options});
  await use(opened, async () => {
    await opened.wait(at_data, 'the station of the data');
    await run(opened);
  });
}

test('the test images are looked at: loaded when asked for, by class, by number, and taken as the drawing', real, async () => {
  const labels = gunzipSync(await readFile(kLabels)).subarray(8);
  await with_data('', {}, async ({page, wait, press}) => {
    await wait((now) => now.datasets.mnist.test === 'offered', 'the images to be offered: nothing is loaded before it is wanted');
    await press('images:load');
    const all = await wait((now) => now.browsing.images === 10000 && shown_images(now).length > 20, 'the grid');
    assert.equal(Math.min(...shown_images(all)), 0);

    await press('class');
    await press('class:7');
    const sevens = await wait((now) => now.browsing.class === 7 && !now.places['class:7'] && shown_images(now).includes(0), 'the sevens');
    assert.equal(sevens.browsing.images, labels.filter((label) => label === 7).length);
    assert.ok(shown_images(sevens).every((index) => labels[index] === 7), String(shown_images(sevens)));

    await press('browse:first');
    await page.locator('#field input').fill('1234');
    await page.keyboard.press('Enter');
    const there = await wait((now) => now.browsing.picked === 1234 && Math.max(...shown_images(now)) > 1234, 'image 1234 to be shown');
    assert.ok(Math.min(...shown_images(there)) <= labels.indexOf(7, 1234));
    await until(() => page.evaluate(() => location.hash.includes('at=1234')), 'the address to name the image');

    const index = shown_images(there)[3];
    await press(`image:${index}`);
    await wait((now) => now.browsing.picked === index, 'the image to be picked');
    await press('images:use');
    const drawn = await wait((now) => now.station === 'draw' && now.picture?.index === index && now.ready && now.codesReady && now.prediction !== null,
      'the image on the pad');
    assert.equal(drawn.picture.label, 7);
    await page.goBack();
    await wait((now) => at_data(now) && now.browsing.picked === index, 'the way back to the images');
  });
});

test('the grid scrolls: by its bar, and by the wheel once the reader uses the canvas', real, async () => {
  await with_data('', {height: 620}, async ({page, wait, press, state}) => {
    await press('images:load');
    const {places} = await wait((now) => now.places['images:scroll'] && shown_images(now).length > 0, 'the grid');
    const bar = places['images:scroll'];
    const first = (now) => Math.min(...shown_images(now));

    await page.mouse.move(bar.x - 200, bar.y + 100);
    await page.mouse.wheel(0, 400);
    const scrolled = await wait((now) => first(now) > 0, 'the wheel to scroll the grid: a press on the canvas has made it the reader\'s');
    await page.evaluate(() => document.activeElement.blur());
    await page.mouse.wheel(0, 400);
    await until(() => page.evaluate(() => scrollY > 0), 'the wheel to be the page\'s again');
    assert.equal(first(await state()), first(scrolled));
    await page.evaluate(() => scrollTo(0, 0));

    await page.mouse.move(bar.x + bar.width / 2, bar.y + 20);
    await page.mouse.down();
    await page.mouse.move(bar.x + bar.width / 2, bar.y + bar.height + 50, {steps: 4});
    await page.mouse.up();
    await wait((now) => Math.max(...shown_images(now)) === 9999, 'the end of the grid');
  });
});

test('where no dataset can be had, synthetic digits are trained on, as the native program does', async () => {
  const missing = await serve_strictly({extra: {'data/index.json': '{"version": 1, "datasets": []}'}});
  const options = {
    hash: '#v=1&station=train&digits=600&epochs=2&latent=8&batch=50', hosts: /./,
    allowed: /Content Security Policy|Failed to load|Refused to connect|violates/,
  };
  try {
    await with_text_version(browser, missing.url, options, async ({press, wait}) => {
      const run = (now) => now.training.runs.find(({number}) => number === now.training.shown);
      await press('start');
      await wait((now) => run(now)?.state === 'failed', 'MNIST not to be found');
      await wait((now) => now.training.dataset === 'synthetic', 'synthetic digits to stand in for it');
      await press('start');
      const finished = await wait((now) => run(now)?.number === 2 && run(now).state === 'finished', 'the run on synthetic digits');
      const {stdout} = await promisify(execFile)(kProgram, ['train', '--json', '--dataset', 'synthetic:600', '--epochs', '2', '--latent', '8', '--batch', '50',
        '--seed', '1']);
      JSON.parse(stdout).history.forEach((epoch, i) => {
        // As in train.test.mjs: sums are rounded otherwise by other SIMD widths.
        assert.ok(Math.abs(run(finished).history[i][1] - epoch.val_loss) < 1e-4, `${run(finished).history[i]} here, ${epoch.val_loss} natively`);
      });
    });
  } finally {
    await missing.close();
  }
});

test('everything there is done and read through HTML alone', async () => {
  const options = {hash: '#v=1&station=data&see=synthetic&digits=60'};
  await with_text_version(browser, server.url, options, async ({page, press, type, reads, wait, control}) => {
    await type('synthetic:count', '120');
    await reads('Datasets', /120 training images, to be drawn here/);
    await press('load:synthetic:train');
    await wait((now) => now.datasets.synthetic.train === 'there' && now.browsing.images === 20, 'the digits');
    await reads('Images of a dataset', /Image\s+Label/);
    await control('browse:half').locator('input[value="train"]').press('Space');
    await wait((now) => now.browsing.half === 'train' && now.browsing.images === 120);
    await press('browse:after');
    await wait((now) => now.browsing.first === 20);
    await control('browse:class').selectOption('4');
    await wait((now) => now.browsing.class === 4 && now.browsing.images === 12, 'the fours');
    assert.deepEqual(await run_axe(page), []);
    await type('browse:use', '5');
    await wait((now) => now.station === 'draw' && now.picture?.index === -1, 'the digit on the pad');
  });
});

test('other digits are drawn when another seed is asked for, and a stop stops', async () => {
  await with_data('&see=synthetic&digits=200000', {}, async ({wait, press, page}) => {
    await press('images:load');
    await wait((now) => now.places['images:cancel'], 'the digits to be under way');
    await press('images:cancel');
    await wait((now) => now.places['images:load'] && now.datasets.synthetic.train === 'to be made', 'the way to begin again');
    const change = async (field, value) => {
      await press(field);
      await page.locator('#field input').fill(value);
      await page.keyboard.press('Enter');
    };
    await change('synthetic:count', '60');
    await press('images:load');
    await wait((now) => now.browsing.images === 10, 'ten digits to test with');
    await change('synthetic:seed', '2');
    await until(() => page.evaluate(() => location.hash.includes('digitseed=2')), 'the address to know the seed');
    await wait((now) => now.browsing.images === 10 && now.datasets.synthetic.train === 'there', 'the others');
  });
});
