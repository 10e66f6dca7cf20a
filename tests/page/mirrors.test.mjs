// Datasets from elsewhere than the page's site: public mirrors, which are played here, and files that the reader drops or picks. Needs
// a site that was built with a data folder: its files are what the mirrors serve.
import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import {copyFile, mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {after, before, test} from 'node:test';
import {gunzipSync, gzipSync} from 'node:zlib';
import {site} from './browser.mjs';
import {drop, write_files} from './support/drop.mjs';
import {kept_data} from './support/kept.mjs';
import {launch_unpainted, open_in, serve_strictly, state_where, until, use} from './support/open.mjs';

const kFolder = join(site, 'data/mnist');
const kTestImages = 't10k-images-idx3-ubyte.gz';
const kTestLabels = 't10k-labels-idx1-ubyte.gz';
const kHasData = existsSync(join(kFolder, kTestImages));
const options = {skip: kHasData ? false : 'the site was built without a data folder: the real MNIST is not there'};
const kMirrors = ['cdn.jsdelivr.net', 'storage.googleapis.com', 'ossci-datasets.s3.amazonaws.com'];
const kNoData = {'data/index.json': '{"version": 1, "datasets": []}'};

let browser, folder, images, labels;
before(async () => {
  [browser, folder] = await Promise.all([launch_unpainted(), mkdtemp(join(tmpdir(), 'bottleneck-dropped-'))]);
  if (kHasData) [images, labels] = await Promise.all([kTestImages, kTestLabels].map((name) => readFile(join(kFolder, name))));
});
after(() => Promise.all([browser?.close(), folder && rm(folder, {recursive: true})]));

// A page whose site has no data and may ask the mirrors. answers: host → a function of the file's name that gives its bytes, a status,
// null (the host is not reached), or a promise of one of these; hosts without one have the right files.
async function with_page({answers = {}, serve, ...rest}, run) {
  const server = await serve_strictly({extra: kNoData, connect: kMirrors.map((host) => `https://${host}`).join(' '), ...serve});
  try {
    const opened = await open_in(browser, server.url, {hosts: new RegExp(kMirrors.join('|')), ...rest});
    const {page} = opened;
    const asked = []; // "host file"
    await page.route((url) => kMirrors.includes(url.host), async (route) => {
      const {host, pathname} = new URL(route.request().url());
      const name = basename(pathname);
      asked.push(`${host} ${name}`);
      const answer = await (answers[host] ?? right)(name);
      const headers = {'Access-Control-Allow-Origin': '*'};
      if (answer === null) await route.abort('connectionrefused').catch(() => {});
      else if (typeof answer === 'number') await route.fulfill({status: answer, headers, body: ''});
      else await route.fulfill({status: 200, headers, contentType: 'application/gzip', body: answer}).catch(() => {}); // it was given up
    });
    await use(opened, () => run({...opened, asked}));
  } finally {
    await server.close();
  }
}
const right = async (name) => (name.endsWith('.gz') ? readFile(join(kFolder, name)) : gunzipSync(await readFile(join(kFolder, `${name}.gz`))));
const is_there = (now) => now.datasets.mnist.test === 'there' && now.samples.labels.length === 10;
const kFirstTen = [7, 2, 1, 0, 4, 1, 4, 9, 5, 9];

test('a mirror that is wrong twice is left for the next', options, async () => {
  const changed = gunzipSync(images);
  changed[12345] ^= 1;
  const wrong = gzipSync(changed, {level: 1});
  const answers = {[kMirrors[0]]: (name) => name === kTestImages ? wrong : right(name)};
  await with_page({answers}, async ({ready, wait, press, asked, state}) => {
    await ready();
    assert.equal((await state()).datasets.mnist.test, 'elsewhere');
    assert.deepEqual(asked, [], 'nothing is downloaded before it is wanted');
    await press('samples:test');
    const now = await wait(is_there, 'the test images');
    assert.deepEqual(now.samples.labels, kFirstTen);
    assert.deepEqual(now.errors, []);
    assert.deepEqual([...asked].sort(), [
      `${kMirrors[0]} ${kTestImages}`, `${kMirrors[0]} ${kTestImages}`, `${kMirrors[0]} ${kTestLabels}`, `${kMirrors[1]} ${kTestImages}`,
    ]);
  });
});

test('a mirror’s file is kept under the site’s name', options, async () => {
  await with_page({}, async ({page, ready, wait, press, asked}) => {
    await ready();
    await press('samples:test');
    await wait(is_there);
    const kept = async () => (await kept_data(page)).map((url) => new URL(url).pathname);
    await until(async () => (await kept()).length === 2, 'both copies to be kept');
    assert.ok((await kept()).every((path) => path.startsWith('/course/autoencoders/data/mnist/t10k-')), `${await kept()}`);
    asked.length = 0;
    await until(() => page.evaluate(() => location.hash.includes('samples=test')), 'the address to say that they are wanted');
    await page.reload();
    await ready();
    await wait(is_there, 'the test images, from the copies');
    assert.deepEqual(asked, []);
  });
});

test('when all fail, each is named with its reason, and trying again helps', options, async () => {
  const answers = {[kMirrors[1]]: () => 404, [kMirrors[2]]: () => null};
  // The policy does not let the page ask the first.
  const serve = {connect: kMirrors.slice(1).map((host) => `https://${host}`).join(' ')};
  const allowed = /Content Security Policy|violates|Failed to load resource/;
  await with_page({answers, serve, allowed}, async ({ready, wait, press, asked}) => {
    await ready();
    await press('samples:test');
    // Where both files have failed, the message is about the images.
    const failed = await wait((now) => now.errors[0]?.startsWith('The test images') && now.places['samples:retry']);
    const reasons = 'From cdn.jsdelivr.net: the content security policy of this page\'s site does not allow it. ' +
      'From storage.googleapis.com: the server answers 404 Not Found. From ossci-datasets.s3.amazonaws.com: the server cannot be reached. ' +
      'From cdn.jsdelivr.net/npm: the content security policy of this page\'s site does not allow it. ' +
      'Try again, or drop the four files of MNIST onto this page.';
    assert.ok(failed.errors[0].startsWith(`The test images of MNIST (${kTestImages}) could not be loaded. `), failed.errors[0]);
    assert.ok(failed.errors[0].endsWith(reasons), failed.errors[0]);
    assert.ok(asked.every((one) => !one.startsWith(kMirrors[0])));
    delete answers[kMirrors[2]];
    await press('samples:retry');
    const now = await wait(is_there, 'the test images after trying again');
    assert.deepEqual(now.errors, []);
  });
});

test('a mirror that has the files as they are, which are kept as well', options, async () => {
  const answers = Object.fromEntries(kMirrors.map((host) => [host, (name) => (name.endsWith('.gz') ? 404 : right(name))]));
  await with_page({answers, allowed: /Failed to load resource/}, async ({page, ready, wait, press, asked}) => {
    await ready();
    await press('samples:test');
    const now = await wait(is_there, 'the test images');
    assert.deepEqual(now.samples.labels, kFirstTen);
    assert.deepEqual(asked.slice(-2).sort(), ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map((name) => `${kMirrors[0]} ${name}`));
    await until(async () => (await kept_data(page)).length === 2, 'both to be kept');
    asked.length = 0;
    await until(() => page.evaluate(() => location.hash.includes('samples=test')), 'the address to say that they are wanted');
    await page.reload();
    await ready();
    assert.deepEqual((await wait(is_there, 'the kept files')).samples.labels, kFirstTen);
    assert.deepEqual(asked, []);
  });
});

test('loading can be cancelled, on the canvas and beside it, and begun again', options, async () => {
  let let_go;
  let held = new Promise((resolve) => { let_go = resolve; });
  const answers = {[kMirrors[0]]: (name) => name.includes('images') ? held.then(() => right(name)) : right(name)};
  await with_page({answers}, async ({page, ready, wait, press}) => {
    await ready();
    await press('samples:test');
    await wait((now) => now.datasets.mnist.test === 'loading' && now.places['samples:cancel']);
    await press('samples:cancel');
    const cancelled = await wait((now) => now.datasets.mnist.test === 'elsewhere');
    assert.equal(cancelled.samples.source, 'synthetic');

    await press('load-training');
    await wait((now) => now.datasets.mnist.train === 'loading' && now.places['cancel-training']);
    await page.click('#text-version summary');
    await page.click('#mirror-cancel-training');
    await wait((now) => now.datasets.mnist.train === 'elsewhere' && now.places['load-training']);
    await until(() => page.evaluate(() => !location.hash.includes('data=1')), 'the address to forget it');
    let_go();
    await page.click('#text-version summary');
    await press('samples:test');
    const now = await wait(is_there, 'the test images after all');
    assert.deepEqual(now.samples.labels, kFirstTen);
    assert.equal(now.datasets.mnist.train, 'elsewhere', 'what was cancelled did not come');
  });
});

// --- files of the device

// Writes files to a folder of their own; returns their paths.
let folders = 0;
function files_named(files) {
  return write_files(join(folder, String(++folders)), files);
}

const kNone = Object.fromEntries(kMirrors.map((host) => [host, () => 404]));

test('dropped files, gzipped and raw, under any name; a reload has them', options, async () => {
  await with_page({answers: kNone}, async ({page, ready, wait, asked}) => {
    await ready();
    const [packed, raw] = await files_named({'train-images-idx3-ubyte (1).gz': images, 'b.bin': gunzipSync(labels)});
    await drop(page, [packed]);
    const half = await wait((now) => now.notes.length === 1);
    assert.match(half.notes[0], /^From your file: the test images of MNIST\. The other file of the pair, t10k-labels-idx1-ubyte\.gz, is still missing/);
    await drop(page, [raw]);
    const now = await wait(is_there, 'the test images');
    assert.deepEqual(now.samples.labels, kFirstTen);
    assert.deepEqual(now.notes, ['The test images of MNIST are loaded, from your files.']);
    await until(async () => (await kept_data(page)).length === 2, 'both to be kept');
    await until(() => page.evaluate(() => location.hash.includes('samples=test')), 'the address to say that they are wanted');
    await page.reload();
    await ready();
    assert.deepEqual((await wait(is_there, 'the kept files')).samples.labels, kFirstTen);
    assert.deepEqual(asked, []);
  });
});

test('a dropped folder; the training images are wanted from then on', options, async () => {
  await with_page({answers: kNone}, async ({page, ready, wait, asked}) => {
    await ready();
    const place = join(folder, 'a folder');
    await mkdir(join(place, 'in it'), {recursive: true});
    await Promise.all(['train-images-idx3-ubyte.gz', 'train-labels-idx1-ubyte.gz'].map((name) => copyFile(join(kFolder, name), join(place, 'in it', name))));
    await writeFile(join(place, 'README.txt'), 'Not a dataset.');
    await drop(page, [place]);
    const now = await wait((found) => found.datasets.mnist.train === 'there' && found.notes.length === 2, 'the training images');
    assert.deepEqual([...now.notes].sort(), [
      '"a folder/README.txt" is no file that this page knows. It takes the files of MNIST and Fashion-MNIST, gzipped or not, models as .safetensors, .npz, .keras or .h5 files, drawings as .jsonl files, and pictures as PNG, JPEG or zip files.',
      'The training images of MNIST are loaded, from your files.',
    ]);
    await until(() => page.evaluate(() => location.hash.includes('data=1')), 'the address to say that they are wanted');
    await until(async () => (await kept_data(page)).length === 2, 'both to be kept');
    await page.reload();
    await wait((found) => found.ready && found.datasets.mnist.train === 'there', 'the training images, from the kept files');
    assert.deepEqual(asked, []);
  });
});

test('damaged and wrong files are named with what is wrong, and the page stays', options, async () => {
  const raw = gunzipSync(images);
  const changed = Buffer.from(raw);
  changed[4321] ^= 1;
  const wrong = {
    'short.gz': gzipSync(raw.subarray(0, 1000000), {level: 1}), 'cut.gz': images.subarray(0, 1000000), 'changed': changed,
    'own.idx': Buffer.from([0, 0, 8, 1, 0, 0, 0, 3, 7, 7, 7]), 'notes.txt': 'text', 'empty.txt': '', 'page.html': '<h1>Elsewhere</h1>',
  };
  await with_page({}, async ({page, ready, wait, state}) => {
    await ready();
    const address = page.url();
    await drop(page, await files_named(wrong), {x: 100, y: 790}); // below the cards
    const {notes} = await wait((now) => now.notes.length === 5);
    const has = (pattern) => assert.ok(notes.some((note) => pattern.test(note)), `${pattern} in ${notes.join('\n')}`);
    has(/^"short\.gz" is cut off: it has 1,000,000 of 7,840,016 bytes\.$/);
    has(/^"cut\.gz" cannot be used: it is damaged: it cannot be unpacked\.$/);
    has(/^"changed" is not the published file: it has the size of the test images/);
    has(/^"own\.idx" is none of the eight files of MNIST and Fashion-MNIST: its size is another \(11 bytes\)\.$/);
    has(/^"notes\.txt" and 2 more are no files that this page knows\./);
    assert.equal((await state()).datasets.mnist.test, 'elsewhere');
    assert.equal(page.url(), address);
    assert.deepEqual(await kept_data(page), []);
    // A link that is dropped does not lead away either, but text goes into a field.
    const prevented = await page.evaluate(() => ['canvas', 'text-version', 'files'].map((id) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', 'https://example.org/');
      const events = ['dragover', 'drop'].map((type) => new DragEvent(type, {bubbles: true, cancelable: true, dataTransfer}));
      return events.map((event) => !document.getElementById(id).dispatchEvent(event));
    }));
    assert.deepEqual(prevented, [[true, true], [true, true], [false, false]]);
  });
});

test('files are picked, on the canvas and beside it', options, async () => {
  await with_page({answers: kNone}, async ({page, ready, wait, press}) => {
    await ready();
    const paths = await files_named({'images': images, 'labels': labels});
    let [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('pick-files')]);
    assert.ok(chooser.isMultiple());
    await chooser.setFiles(paths[0]);
    await wait((now) => now.notes.length === 1 && /still missing/.test(now.notes[0]));
    await page.click('#text-version summary');
    [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.click('#mirror-pick-files')]);
    await chooser.setFiles(paths[1]);
    await wait(is_there, 'the test images');
  });
});

test('in a sandboxed frame that refuses workers and storage', options, async () => {
  const frame_page = '<!doctype html><html lang="en"><title>A frame</title><link rel="icon" href="icon.svg">' +
    '<iframe sandbox="allow-scripts" src="index.html" width="1200" height="780"></iframe></html>';
  const server = await serve_strictly({extra: {...kNoData, 'frame.html': frame_page}, is_open: true});
  try {
    const {page, close} = await open_in(browser, `${server.url}frame.html`, {init: () => { delete window.Worker; }});
    const frame = await until(() => page.frames().find((one) => one.url().endsWith('index.html')), 'the frame');
    await state_where(frame, (now) => now.ready && now.places.pad, 'the page in the frame');
    assert.equal(await frame.evaluate(() => window.origin), 'null');
    const debug = await page.context().newCDPSession(page);
    const data = {items: [], files: await files_named({images, labels}), dragOperationsMask: 1};
    for (const type of ['dragEnter', 'dragOver', 'drop']) await debug.send('Input.dispatchDragEvent', {type, x: 400, y: 400, data});
    const now = await state_where(frame, is_there, 'the test images');
    assert.deepEqual(now.samples.labels, kFirstTen);
    await close();
  } finally {
    await server.close();
  }
});
