// What a smaller code saves and costs, on the real MNIST: measured in the page, and taken along as NumPy's files.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from './browser.mjs';
import {launch_browser, open_in, serve_strictly, use} from './support/open.mjs';

const kHasData = existsSync(join(site, 'data/mnist/train-images-idx3-ubyte.gz'));
const options = {skip: kHasData ? false : 'the site was built without a data folder: the real MNIST is not there'};

let browser;
before(async () => {
  browser = await launch_browser();
});
after(() => browser?.close());

async function downloaded(page, press) {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  return {name: download.suggestedFilename(), bytes: await readFile(await download.path())};
}

// The header of NumPy's file ends at byte 128.
const floats = (bytes) => new Float32Array(bytes.buffer.slice(bytes.byteOffset + 128, bytes.byteOffset + bytes.length));

test('the errors measured here are those of the cards, above the bound or below; the codes go out as NumPy keeps them', options, async () => {
  const server = await serve_strictly();
  try {
    const opened = await open_in(browser, `${server.url}#v=1&model=mnist-16&station=compression`, {isPainted: true});
    await use(opened, async () => {
      const {page, press, wait} = opened;
      await wait((now) => now.compression?.models.length === 7, 'the cards of the seven models of MNIST');
      await press('cost:load');
      const done = await wait((now) => now.compression.bound.length > 0 && now.compression.models.some(({here}) => here),
        'the errors and the bound', 240);
      const here = done.compression.models.find(({name}) => name === 'mnist-16');
      const card = JSON.parse(await readFile(join(site, 'assets/models/mnist-16.json'), 'utf8'));
      assert.ok(here.here && Math.abs(here.mse - card.shipped_mse) < 1e-6, `${here.mse} here, ${card.shipped_mse} natively`);
      // scikit-learn's components on the same images, cut to [0, 1].
      const bound = new Map(done.compression.bound);
      for (const [width, mse] of [[8, 0.0364], [16, 0.0254], [64, 0.0078]])
        assert.ok(Math.abs(bound.get(width) - mse) < 1e-4, `${width} components: ${bound.get(width)}`);

      const codes = await downloaded(page, () => press('save-codes'));
      assert.equal(codes.name, 'mnist-16-test-codes.npy');
      assert.equal(codes.bytes.length, 640_128, 'as the notebook printed');
      assert.match(codes.bytes.subarray(0, 128).toString('latin1'), /'descr': '<f4', 'fortran_order': False, 'shape': \(10000, 16\)/);
      assert.ok(floats(codes.bytes).every((value) => value >= 0), 'codes behind a ReLU');
      const images = await downloaded(page, () => press('save-images'));
      assert.equal(images.bytes.length, 31_360_128, 'as the notebook printed');
      const sum = floats(images.bytes).reduce((so_far, pixel) => so_far + pixel, 0);
      assert.ok(Math.abs(sum / 7_840_000 - 0.1325) < 1e-4, `mean pixel ${sum / 7_840_000}`);

      const table = await downloaded(page, () => press('save-codes:csv'));
      assert.equal(table.name, 'mnist-16-test-codes.csv');
      const lines = table.bytes.toString().trim().split('\r\n').map((line) => line.split(','));
      assert.equal(lines.length, 10_001);
      const values = floats(codes.bytes);
      lines.slice(1).forEach(([image, ...code], i) => {
        assert.equal(Number(image), i);
        code.forEach((value, unit) => assert.ok(Math.abs(value - values[16 * i + unit]) < 1e-5));
      });
      const numbers = await downloaded(page, () => press('numbers:npy'));
      assert.match(numbers.bytes.subarray(0, 128).toString('latin1'), /'descr': \[\('model', '<U\d+'\), \('code_size', '<f8'\)/);
      const csv = await downloaded(page, () => press('numbers'));
      assert.match(csv.bytes.toString(), /^model,code_size,.*\r\nMNIST/);
      const png = await downloaded(page, () => press('picture'));
      assert.equal(png.bytes.subarray(1, 4).toString(), 'PNG');
      assert.ok(png.bytes.length > 5000, 'the picture shows something');
    });
  } finally {
    await server.close();
  }
});
