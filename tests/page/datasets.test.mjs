// The real datasets in the page: loaded only when wanted, verified, searched in a worker. Needs a site that was built with a data folder.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {site} from './browser.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {kept_data} from './support/kept.mjs';
import {launch_unpainted, open_in, serve_strictly, until, use} from './support/open.mjs';

const kImages = 'data/mnist/train-images-idx3-ubyte.gz';
const kHasData = existsSync(join(site, kImages));
const options = {skip: kHasData ? false : 'the site was built without a data folder: the real MNIST is not there'};

let browser;
before(async () => {
  browser = await launch_unpainted();
});
after(() => browser?.close());

async function with_site({serve, ...rest}, run) {
  const server = await serve_strictly(serve);
  try {
    const opened = await open_in(browser, server.url, rest);
    const requests = [];
    opened.page.on('request', (request) => requests.push(new URL(request.url()).pathname));
    await use(opened, () => run({...opened, requests, server}));
  } finally {
    await server.close();
  }
}

async function load_training(opened) {
  await opened.ready();
  await opened.press('load-training');
  return opened.wait((now) => now.datasets.mnist.train === 'there', 'the training images');
}

// The k nearest training images of an image, straight from the definition.
async function nearest(image, k) {
  const images = gunzipSync(await readFile(join(site, kImages))).subarray(16);
  const labels = gunzipSync(await readFile(join(site, 'data/mnist/train-labels-idx1-ubyte.gz'))).subarray(8);
  const squares = new Float64Array(labels.length);
  for (let i = 0; i < labels.length; i++) {
    let sum = 0;
    for (let p = 0; p < 784; p++) sum += (images[i * 784 + p] - image[p]) ** 2;
    squares[i] = sum;
  }
  return [...squares.keys()].sort((a, b) => squares[a] - squares[b] || a - b).slice(0, k)
    .map((index) => ({index, label: labels[index], distance: Math.sqrt(squares[index]) / 255}));
}

test('nothing is downloaded before it is wanted; then pixels vote as scikit-learn would', options, async () => {
  await with_site({}, async (opened) => {
    const {wait, requests} = opened;
    await opened.ready();
    await draw_digit(opened, 3);
    assert.deepEqual(requests.filter((path) => path.endsWith('.gz')), []);
    assert.equal((await opened.state()).pixels, null);
    await load_training(opened);
    assert.equal(requests.filter((path) => path.endsWith('.gz')).length, 2, 'the training images and their labels, no more');
    const now = await wait((found) => found.pixels, 'the nearest pixels');
    assert.equal(now.pixels.prediction, 3);
    assert.equal(now.pixels.references, 60000);
    const expected = await nearest(now.image, 7);
    assert.deepEqual(now.pixels.neighbours.map(({index, label}) => ({index, label})), expected.map(({index, label}) => ({index, label})));
    now.pixels.neighbours.forEach((near, i) => assert.ok(Math.abs(near.distance - expected[i].distance) < 1e-4));
    assert.ok(now.neighbours.every((near) => !near.decoded), 'the codes’ neighbours are shown as the real images now');

    // Live: another drawing, another answer; a blank pad, none.
    await opened.press('clear');
    await wait((blank) => blank.pixels === null && blank.image === null);
    await draw_digit(opened, 1);
    await wait((found) => found.pixels?.prediction === 1, 'the one');
  });
});

test('a reload takes the kept copy', options, async () => {
  await with_site({}, async (opened) => {
    const {page, wait, requests, server} = opened;
    await load_training(opened);
    await until(() => page.evaluate(() => location.hash.includes('data=1')), 'the address to say that the images are wanted');
    // A copy is kept beside its use, and may take longer.
    await until(async () => (await kept_data(page)).length === 2, 'both copies to be kept');
    const loaded = () => requests.splice(0).filter((path) => path.endsWith('.gz')).length;
    assert.equal(loaded(), 2);
    await page.reload();
    await wait((now) => now.ready && now.datasets.mnist.train === 'there', 'the training images, from the copy');
    assert.equal(loaded(), 0);
    // Where nothing asks for it, it is said to be here.
    await page.goto('about:blank');
    await page.goto(`${server.url}#v=1&station=data`);
    await wait((now) => now.framesDrawn > 0, 'the station');
    await page.focus('#text-version summary');
    await page.keyboard.press('Enter');
    await page.locator('#mirror').getByText('60,000 training images, kept here').waitFor();
    assert.equal(loaded(), 0);
  });
});

test('the codes of a model that ships without are computed here', options, async () => {
  await with_site({}, async (opened) => {
    const {wait, press, choose} = opened;
    await opened.ready();
    await choose('mnist-64');
    await wait((now) => now.ready && now.places['compute-codes']);
    await press('compute-codes');
    await wait((now) => now.places['k:less'] && now.encoding === null && now.datasets.mnist.train === 'there', 'the codes');
    const read = await draw_digit(opened, 7);
    assert.equal(read.latent.length, 64);
    assert.equal(read.prediction, 7);
    assert.equal(read.neighbours.length, 7);
  });
});

test('test images go on the pad, and into the address', options, async () => {
  await with_site({}, async (opened) => {
    const {page, wait, press, ready, requests} = opened;
    await ready();
    await press('samples:test');
    const shown = await wait((now) => now.datasets.mnist.test === 'there' && now.samples.labels.length === 10);
    assert.deepEqual(shown.samples.labels, [7, 2, 1, 0, 4, 1, 4, 9, 5, 9], 'the first ten of MNIST’s test images');
    const kinds = requests.filter((path) => path.endsWith('.gz')).map((path) => /(t10k|train)-/.exec(path)[1]);
    assert.deepEqual(kinds, ['t10k', 't10k'], 'the training images are not needed for that');
    await press('sample:0');
    const seven = await wait((now) => now.picture && now.votes);
    assert.deepEqual(seven.picture, {index: 0, label: 7});
    assert.equal(seven.prediction, 7);
    await until(() => page.evaluate(() => /test=0/.test(location.hash)), 'the address');
    const address = await page.evaluate(() => location.href);
    await page.goto('about:blank');
    await page.goto(address);
    const again = await wait((now) => now.picture && now.votes, 'the test image from the link');
    assert.deepEqual([again.picture, again.image], [seven.picture, seven.image]);
  });
});

test('a file that is not the published one is fetched once more, then named', options, async () => {
  const damaged = new Set([kImages]);
  // The mirrors, which come next, are refused by the policy; the browser logs that by itself.
  await with_site({serve: {damaged}, allowed: /Content Security Policy|violates/, hosts: /./}, async (opened) => {
    const {wait, press, requests, ready} = opened;
    await ready();
    await press('load-training');
    const failed = await wait((now) => now.datasets.mnist.train === 'failed' && now.places['pixels-retry']);
    const error = failed.errors.join(' ');
    assert.match(error, /^The training images of MNIST \(train-images-idx3-ubyte\.gz\) could not be loaded\. From this page's site: /);
    assert.match(error, /From cdn\.jsdelivr\.net, .*: the content security policy of this page's site does not allow it\. Try again, or drop/);
    assert.equal(requests.filter((path) => path.endsWith(kImages)).length, 2);
    damaged.clear();
    await press('pixels-retry');
    await wait((now) => now.datasets.mnist.train === 'there', 'the right file after trying again');
  });
});

test('a worker from a Blob where one from an address is refused', options, async () => {
  const init = () => {
    const Original = Worker;
    window.Worker = class extends Original {
      constructor(address, ...rest) {
        if (!String(address).startsWith('blob:')) throw new DOMException('refused', 'SecurityError');
        super(address, ...rest);
      }
    };
  };
  await with_site({init}, async (opened) => {
    await load_training(opened);
    await draw_digit(opened, 3);
    const now = await opened.wait((found) => found.pixels);
    assert.equal(now.pixels.prediction, 3);
  });
});
