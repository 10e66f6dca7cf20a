// The page that is one file: opened as a file and in sandboxed frames, where nothing can be fetched, it does what the site does.
import assert from 'node:assert/strict';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {gzipSync} from 'node:zlib';
import {site} from './browser.mjs';
import {kKeepComplaints} from './support/complaints.mjs';
import {firefox} from './support/firefox.mjs';
import {draw_digit, draw_in_one_frame, draw_with_mouse} from './support/handwriting.mjs';
import {launch_unpainted, open_in, serve_strictly, state_where, until, use} from './support/open.mjs';
import {temporary_folder} from './support/programs.mjs';

const kFile = join(site, 'bottleneck.html');
const kPatience = 180; // seconds
// All that a host has to allow it, for a page without addresses of its own. docs/take-away.md names it.
const kPolicy = "default-src 'none'; script-src 'unsafe-inline' 'wasm-unsafe-eval'; style-src 'unsafe-inline'; img-src data: blob:; worker-src blob:";
const kStations = ['data', 'reconstructions', 'compression', 'neighbours', 'map', 'weights', 'book', 'exercises'];
const kTraining = 'v=1&station=train&on=synthetic&digits=1000&images=1000&latent=8&epochs=2';

let browser;
before(async () => {
  browser = await launch_unpainted();
});
after(() => Promise.all([browser?.close(), firefox.quit()]));

// What a page, or a frame, has fetched that did not lie in it.
const fetched = (frame) => frame.evaluate(() => (
  performance.getEntriesByType('resource').map(({name}) => name).filter((name) => !/^(blob|data):/.test(name))));

const ready_in = (frame) => state_where(frame, (now) => now.ready && now.codesReady && now.places.pad, 'the page to be ready', kPatience);

// Draws in it and has the drawing read.
async function check_drawing(frame, draw = draw_in_one_frame) {
  await ready_in(frame);
  const wait = (condition, what) => state_where(frame, condition, what, kPatience);
  const {prediction, votes} = await draw_digit({page: frame, wait}, 7, {draw});
  assert.equal(prediction, 7);
  assert.equal(votes.reduce((sum, count) => sum + count, 0), 7);
}

// Trains where the plan is there already.
async function check_training(frame) {
  await state_where(frame, (now) => now.ready && now.station === 'train', 'the training station', kPatience);
  await frame.evaluate(() => { document.getElementById('text-version').open = true; });
  await until(() => frame.evaluate(() => {
    const button = document.getElementById('mirror-start');
    if (!button || button.disabled) return false;
    button.click();
    return true;
  }), 'the button that starts', kPatience);
  const {training} = await state_where(frame, (now) => now.training.runs[0]?.state === 'finished', 'the end of the run', kPatience);
  const [{history}] = training.runs;
  assert.equal(history.length, 2);
  assert.ok(history[1][0] < history[0][0], `the loss falls: ${JSON.stringify(history)}`);
}

test('it is no larger than a mail or a learning platform takes', async () => {
  const packed = gzipSync(await readFile(kFile)).length;
  assert.ok(packed <= 3_000_000, `${packed} bytes`);
});

test('opened as a file, without a network: it reads a drawing, shows every station, and trains in a worker', async () => {
  const url = pathToFileURL(kFile).href;
  const opened = await open_in(browser, url, {context: {offline: true}});
  await use(opened, async () => {
    const {page, state, wait, address} = opened;
    await check_drawing(page);
    assert.ok((await address()).startsWith(`${url}#v=1&`), 'the address holds the drawing');
    assert.deepEqual((await state()).models.map(({name}) => name), ['mnist-8', 'mnist-16', 'mnist-64', 'fashion-16']);
    assert.equal(await page.evaluate(() => document.getElementById('not-started')), null);

    // Its place on this device is nobody else's business.
    await page.evaluate(() => { document.getElementById('text-version').open = true; });
    await page.click('#mirror-link');
    const [link, frame] = await page.getByRole('dialog').getByRole('textbox').all();
    assert.match(await link.inputValue(), /^bottleneck\.html#v=1&.*draw=/);
    assert.match(await frame.inputValue(), /^<iframe src="bottleneck\.html#v=1&amp;/);
    await page.keyboard.press('Escape');

    // What reads Keras's files is not in it.
    await page.locator('#files').setInputFiles(fileURLToPath(new URL('../data/small.h5', import.meta.url)));
    await wait((now) => now.notes.some((note) => /small\.h5.*too large for the page that is one file/.test(note)), 'a note on the .h5 file');

    for (const station of kStations) {
      await page.evaluate((word) => { location.hash = `v=1&station=${word}`; }, station);
      await wait((now) => now.station === station, `the station ${station}`);
    }
    await page.evaluate((hash) => { location.hash = hash; }, kTraining);
    await check_training(page);
    assert.deepEqual(await fetched(page), []);
  });
});

test('in a sandboxed frame, by its address and as srcdoc, under a strict policy', async () => {
  const text = await readFile(kFile, 'utf8');
  const frame = (id, attributes = '') => `<iframe id="${id}" sandbox="allow-scripts" ${attributes} width="900" height="700"></iframe>`;
  const course = `<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,">` +
    `${frame('src', `src="bottleneck.html#${kTraining.replaceAll('&', '&amp;')}"`)}${frame('srcdoc')}</html>`;
  const server = await serve_strictly({extra: {'course.html': course}, policy: `${kPolicy}; frame-src 'self'`});
  try {
    // Browsers before 2023 do not unpack by themselves.
    const init = () => { delete window.DecompressionStream; };
    const opened = await open_in(browser, `${server.url}course.html`, {height: 1500, init});
    await use(opened, async () => {
      const {page} = opened;
      await page.evaluate((html) => { document.getElementById('srcdoc').srcdoc = html; }, text);
      for (const [id, check] of [['src', check_training], ['srcdoc', check_drawing]]) {
        const inner = await (await page.$(`#${id}`)).contentFrame();
        await check(inner);
        assert.equal(await inner.evaluate(() => window.origin), 'null');
        assert.deepEqual(await fetched(inner), []);
      }
    });
  } finally {
    await server.close();
  }
});

test('where its scripts do not run, it says so, and not that it should come from a server', async () => {
  const broken = join(temporary_folder(), 'bottleneck.html');
  await writeFile(broken, (await readFile(kFile, 'utf8')).replace('<script type="module">', '<script type="module">this is no JavaScript;'));
  const opened = await open_in(browser, pathToFileURL(broken).href, {allowed: /SyntaxError/});
  await use(opened, async () => {
    const said = await until(() => opened.page.evaluate(() => document.querySelector('#notice[role="alert"]')?.innerText), 'the reasons');
    assert.match(said, /the browser is too old/);
    assert.doesNotMatch(said, /web server|text\/javascript|Loading/);
  });
});

test('opened as a file in Firefox, a drawing is read', {skip: firefox.missing() ?? false, timeout: 600_000}, async () => {
  const copy = join(temporary_folder(), 'bottleneck.html');
  await writeFile(copy, (await readFile(kFile, 'utf8')).replace('<head>', `<head><script>${kKeepComplaints}</script>`));
  const page = await firefox.open(pathToFileURL(copy).href);
  try {
    await check_drawing(page, draw_with_mouse);
    assert.deepEqual(await fetched(page), []);
    assert.deepEqual(await page.complaints(), [], 'the console stays silent');
  } finally {
    await page.close();
  }
});
