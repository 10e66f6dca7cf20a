// The station of the neighbours, on the real MNIST: a small search by codes and by pixels, its matrix, the images of a cell, and its files.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {gunzipSync} from 'node:zlib';
import {site} from './browser.mjs';
import {run_axe} from './support/axe.mjs';
import {launch_browser, open_in, serve_strictly, use} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

const kLabels = join(site, 'data/mnist/t10k-labels-idx1-ubyte.gz');
const real = {skip: existsSync(join(site, 'data/mnist/train-images-idx3-ubyte.gz')) ? false : 'the site was built without a data folder'};

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const sum = (numbers) => numbers.reduce((so_far, number) => so_far + number, 0);
const is_done = (search) => search && search.done === search.queries;

test('300 test images are named by codes and by pixels; a cell shows its images, and one goes onto the pad', real, async () => {
  const labels = gunzipSync(await readFile(kLabels)).subarray(8);
  const opened = await open_in(browser, `${server.url}#v=1&station=neighbours&model=mnist-8&queries=300`, {isPainted: true});
  await use(opened, async () => {
    const {page, wait, press} = opened;
    await press('confusion:load');
    await wait((now) => now.neighboursTest.codes?.queries === 300 && now.places['run-both'], 'both halves of the images', 120);
    await press('run-both');
    const {neighboursTest: {codes, pixels}} = await wait(
      ({neighboursTest: now}) => is_done(now.codes) && is_done(now.pixels) && !now.pixels.underWay, 'both searches', 120);
    for (const search of [codes, pixels]) {
      assert.equal(sum(search.confusion.flat()), 300);
      assert.equal(search.accuracy, sum(search.confusion.map((row, truth) => row[truth])) / 300);
      assert.equal(search.neighbours, 300 * 7);
      assert.deepEqual(search.confusion.map(sum), search.confusion.map((_, digit) => labels.subarray(0, 300).filter((label) => label === digit).length),
        'rows are the true class');
      assert.ok(search.searchMs > 0 && search.fitMs > 0);
    }
    assert.ok(pixels.accuracy > 0.93 && codes.accuracy > 0.83 && codes.accuracy < pixels.accuracy, `${codes.accuracy}, ${pixels.accuracy}`);

    // The largest mistake of the codes.
    const cells = codes.confusion.flatMap((row, truth) => row.map((images, predicted) => ({truth, predicted, images})));
    const {truth, predicted, images} = cells.filter((cell) => cell.truth !== cell.predicted).sort((a, b) => b.images - a.images)[0];
    await press(`cell:${truth * 1000 + predicted}`);
    const {neighboursTest: {cell}, places} = await wait(
      (now) => now.neighboursTest.cell && Object.keys(now.places).some((name) => name.startsWith('neighbour-image:')), 'the images of the cell');
    assert.equal(cell.images.length, images);
    assert.ok(cell.images.every((image) => image < 300 && labels[image] === truth));
    assert.ok(places[`neighbour-image:${cell.images[0]}`], 'they are shown');
    assert.match(await opened.address(), new RegExp(`&queries=300&cell=${truth * 1000 + predicted}\\b`));

    const [download] = await Promise.all([page.waitForEvent('download'), press('numbers')]);
    const rows = (await readFile(await download.path(), 'utf8')).trim().split('\r\n').map((line) => line.split(','));
    assert.equal(download.suggestedFilename(), 'bottleneck-neighbours-mnist-8.csv');
    assert.deepEqual(rows[1 + truth].slice(2, 12).map(Number), codes.confusion[truth]);
    const [png] = await Promise.all([page.waitForEvent('download'), press('picture')]);
    assert.equal((await readFile(await png.path())).subarray(1, 4).toString(), 'PNG');

    // While nothing changes nothing is drawn.
    const {framesDrawn} = await opened.state();
    await page.waitForTimeout(400);
    assert.ok((await opened.state()).framesDrawn - framesDrawn <= 1);

    await press(`neighbour-image:${cell.images[0]}`);
    await wait((now) => now.station === 'draw' && now.picture?.index === cell.images[0], 'the image on the pad');
    await page.goBack();
    await wait((now) => now.station === 'neighbours' && now.neighboursTest.cell, 'the way back');
  });
});

test('the same with the HTML alone', real, async () => {
  await with_text_version(browser, server.url, {hash: '#v=1&station=neighbours&model=mnist-8&queries=100'}, async ({page, press, check, type, wait, reads}) => {
    await press('load:mnist');
    await wait((now) => now.neighboursTest.codes?.queries === 100, 'both halves of the images', 120);
    await press('run-codes');
    const {neighboursTest: {codes}} = await wait(({neighboursTest: now}) => is_done(now.codes), 'the codes', 120);
    await reads('Neighbours of the test images', new RegExp(`${(100 * codes.accuracy).toFixed(1)} % right, of 100 images`));
    await type('queries', '50');
    await wait((now) => now.neighboursTest.codes.queries === 50 && now.neighboursTest.codes.done === 0, 'another search, of which nothing is known yet');
    await run_axe(page);
  });
});
