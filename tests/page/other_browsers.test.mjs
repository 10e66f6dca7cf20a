// What is to be seen in engines that are not Chromium's: the way of a drawing, from the pen to the prediction and onto the screen; that it
// can be embedded and trains; that data are kept; and what a browser that hides its reader, or has something switched off, makes of the page.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {kKeepComplaints} from './support/complaints.mjs';
import {firefox} from './support/firefox.mjs';
import {draw_with_mouse, write_digit} from './support/handwriting.mjs';
import {serve_strictly, state_where, until, with_complaints} from './support/open.mjs';
import {png_of} from './support/pictures.mjs';
import {webkit} from './support/webkit.mjs';

after(() => firefox.quit());

const kPatience = 90;  // seconds: their WebGL2 is computed in software

// The screenshot as the page's own browser decodes it: its size, how many colours are in it, and how light it is at some places.
async function look(page, places) {
  const png = (await page.screenshot()).toString('base64');
  return page.evaluate(async (base64, points) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const picture = await createImageBitmap(new Blob([bytes], {type: 'image/png'}));
    const {width, height} = picture;
    const context = Object.assign(document.createElement('canvas'), {width, height}).getContext('2d');
    context.drawImage(picture, 0, 0);
    const {data} = context.getImageData(0, 0, width, height);
    const colours = new Set(new Uint32Array(data.buffer)).size;
    const lightness = points.map(([x, y]) => {
      const at = 4 * (Math.round(y) * width + Math.round(x));
      return (data[at] + data[at + 1] + data[at + 2]) / 3;
    });
    return {width, height, colours, lightness};
  }, png, places);
}

// Has a stroke, in the pad's units (28 to a side), come to the end of the one that was written on the page?
function ends_at(stroke, written, pad) {
  const [x, y] = written.at(-1);
  const [u, v] = stroke.at(-1);
  return Math.hypot(28 * (x - pad.x) / pad.width - u, 28 * (y - pad.y) / pad.height - v) < 0.2;
}

async function draw_and_see(page) {
  const wait = (condition, what) => state_where(page, condition, what, kPatience);
  const {places} = await wait((now) => now.ready && now.codesReady && now.places.pad, 'the page to be ready');
  for (const digit of [3, 7]) {
    const strokes = write_digit(digit, places.pad);
    const on_ink = strokes.flat();
    const blank = await look(page, on_ink);
    assert.deepEqual([blank.width, blank.height], [1280, 800]);
    assert.ok(blank.colours > 50, `the page is painted (${blank.colours} colours)`);

    await draw_with_mouse(page, strokes);
    // A driver's release may come to the page after draw_with_mouse() has looked: it may still be at the beginning of the last stroke, and
    // take it for another digit.
    const drawn = await wait((now) => (
      now.strokes.length === strokes.length && ends_at(now.strokes.at(-1), strokes.at(-1), places.pad) && now.prediction === digit
    ), `a drawn ${digit} to be taken for one`);
    assert.equal(drawn.latent.length, 16);
    assert.ok(drawn.latent.every(Number.isFinite) && drawn.latent.some((value) => value > 0));
    await until(async () => {
      const {lightness} = await look(page, on_ink);
      return lightness.every((light, i) => Math.abs(light - blank.lightness[i]) > 100);
    }, `the ink of the ${digit} to be seen`, kPatience);

    const {clear} = drawn.places;
    await page.mouse.move(clear.x + clear.width / 2, clear.y + clear.height / 2);
    await page.mouse.down();
    await page.mouse.up();
    const cleared = await wait((now) => now.strokes.length === 0, 'the pad to be cleared');
    assert.deepEqual([cleared.latent, cleared.votes, cleared.prediction], [null, null, null]);
    await until(async () => {
      const {lightness} = await look(page, on_ink);
      return lightness.every((light, i) => Math.abs(light - blank.lightness[i]) < 10);
    }, 'the ink to be gone', kPatience);
  }
  assert.deepEqual(await page.complaints(), [], 'the console stays silent');

  // That silence means something: a complaint would have been heard.
  await page.evaluate(() => {
    console.error('provoked by the test');
    setTimeout(() => { throw new Error('thrown by the test'); });
  });
  await until(async () => {
    const complaints = (await page.complaints()).join('\n');
    return complaints.includes('provoked by the test') && complaints.includes('thrown by the test');
  }, 'provoked complaints to be heard', kPatience);
}

// Runs `run` with a page of the site in that browser. options: of its open(); serve: those of serve_strictly().
async function with_page(browser, {path = '', serve = {}, ...options}, run) {
  const server = await serve_strictly({first_script: kKeepComplaints, ...serve});
  try {
    const page = await browser.open(server.url + path, options);
    try {
      await run(page);
    } catch (error) {
      throw with_complaints(error, await page.complaints().catch((reason) => [String(reason)]));
    } finally {
      await page.close();
    }
  } finally {
    await server.close();
  }
}

const options_of = (browser) => ({skip: browser.missing() ?? false, timeout: 600_000});
const kEmpty = {'empty.html': '<!doctype html><html lang="en"><title>Empty</title></html>'}; // whose scripts are the tests'

// In the page: the content of a packed file of the site, or why there is none.
async function content_of(path) {
  const {fetchFile} = await import(new URL('files.js', document.baseURI));
  const text = (pointer) => new TextDecoder().decode(program.HEAPU8.subarray(pointer, program.HEAPU8.indexOf(0, pointer)));
  let top = 8;
  const pieces = [];
  const program = {
    HEAPU8: new Uint8Array(1 << 20),
    _malloc: (size) => (top += size) - size,
    _free() {},
    lengthBytesUTF8: (name) => name.length,
    stringToUTF8: (name, pointer) => program.HEAPU8.set(new TextEncoder().encode(`${name}\0`), pointer),
    _page_file_piece: (name, pointer, size) => pieces.push(program.HEAPU8.slice(pointer, pointer + size)),
    _page_file_end(name, error) {
      if (error) pieces.push(`error: ${text(error)}`);
    },
  };
  await fetchFile(program, path, path, true, false);
  return new Blob(pieces).text();
}

for (const browser of [firefox, webkit]) {
  test(`data are kept over a reload in ${browser.name}`, options_of(browser), async () => {
    const missing = new Set();
    const extra = {...kEmpty, 'data/some.gz': gzipSync('kept')};
    await with_page(browser, {path: 'empty.html', serve: {extra, missing}}, async (page) => {
      assert.equal(await page.evaluate(content_of, 'data/some.gz'), 'kept');
      // The copy is kept beside its use; it goes out in order, and so before this is done.
      await page.evaluate(async () => {
        const {makeDatabase} = await import(new URL('database.js', document.baseURI));
        const database = makeDatabase('bottleneck-data');
        for (let i = 0; i < 100 && await database.read((files) => files.count()) === 0; i++) await new Promise((resolve) => setTimeout(resolve, 50));
      });
      missing.add('data/some.gz');
      await page.evaluate(() => {
        document.title = 'before';
        setTimeout(() => location.reload());
      });
      await until(() => page.evaluate(() => document.title === 'Empty').catch(() => false), 'the reload', kPatience);
      assert.equal(await page.evaluate(content_of, 'data/some.gz'), 'kept');
    });
  });
}

// In the page: the grey of a picture, or why it is not to be had.
async function grey_of(base64) {
  const {greyPicture} = await import(new URL('pictures.js', document.baseURI));
  const program = {HEAPU8: new Uint8Array(1e5), _malloc: () => 1, _free() {}, _page_picture_problem: () => 0};
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  return greyPicture(program, bytes).then(({grey}) => [...grey], ({message}) => message);
}

// Two at once, which have nothing to do with each other: a Firefox takes seconds to start.
const kWithNoiseAndWithoutWebGl2 = {
  'privacy.fingerprintingProtection': true,
  'privacy.fingerprintingProtection.overrides': '-AllTargets,+CanvasRandomization',
  'webgl.enable-webgl2': false,
};

test('a Firefox that hides its reader refuses pictures, and gives no noise for them', options_of(firefox), async () => {
  const pixels = Buffer.from(Array.from({length: 28 * 28}, (_, i) => 37 * i % 251));
  const picture = png_of(28, 28, 1, pixels).toString('base64');
  const asked = async (settings) => {
    let answer;
    await with_page(firefox, {path: 'empty.html', serve: {extra: kEmpty}, settings}, async (page) => { answer = await page.evaluate(grey_of, picture); });
    return answer;
  };
  assert.deepEqual(await asked({}), [...pixels]);
  assert.match(await asked({'privacy.resistFingerprinting': true}), /falsifies what a page reads of pictures/);
  assert.match(await asked(kWithNoiseAndWithoutWebGl2), /falsifies what a page reads of pictures/);
});

test('a Firefox whose WebGL2 is switched off says so', options_of(firefox), async () => {
  await with_page(firefox, {settings: kWithNoiseAndWithoutWebGl2}, async (page) => {
    const said = await until(() => page.evaluate(() => document.querySelector('#notice[role="alert"] #message')?.textContent), 'the reason', kPatience);
    assert.match(said, /WebGL2.* or has switched off\./);
  });
});

// A host page with the page in it: what it hears when a digit is written from outside, and when a model is trained.
const kHost = {
  'host.html': '<!doctype html><html lang="en"><head><script src="first-script.js"></script><meta charset="utf-8"><title>Host</title>' +
    '<script type="module" src="host-page.js"></script></head><body><bottleneck-lab hide="header"></bottleneck-lab></body></html>',
  'host-page.js': `import './embed.js';
    window.lab = document.querySelector('bottleneck-lab');
    window.told = [];
    for (const name of ['prediction', 'completed', 'error']) lab.addEventListener('bottleneck-' + name, ({detail}) => told.push({event: name, ...detail}));`,
};
async function embed_and_train(page) {
  const told = (wanted, what) => until(async () => (await page.evaluate(() => window.told ?? [])).find(wanted), what, kPatience);
  await until(() => page.evaluate(() => window.lab !== undefined), 'the host page', kPatience);
  await page.evaluate(() => { // the driver need not wait for the page's answer
    const seven = [[[7, 7], [12, 6.6], [20, 6.4], [17, 12], [14, 18], [12, 23]]];
    lab.setStrokes(seven).catch(({code, message}) => told.push({event: 'refused', code, message}));
  });
  const {code} = await told(({event, digit}) => event === 'refused' || digit === 7, 'a seven to be written and read');
  assert.equal(code.length, 16);
  await page.evaluate(() => {
    const settings = {station: 'train', on: 'synthetic', digits: '500', epochs: '1', latent: '4'};
    lab.setState({settings}).then(() => lab.train()).catch(({code, message}) => told.push({event: 'refused', code, message}));
  });
  const done = await told(({event, task}) => event === 'refused' || task === 'train', 'the training to end');
  assert.equal(done.epochs, 1, JSON.stringify(done));
  assert.ok(done.validationLoss > 0 && done.validationLoss < 0.7);
  assert.deepEqual(await page.complaints(), [], 'the console stays silent');
}

for (const browser of [firefox, webkit]) {
  test(`embedding and training in ${browser.name}`, options_of(browser), () => with_page(browser, {path: 'host.html', serve: {extra: kHost}}, embed_and_train));
}

for (const browser of [firefox, webkit]) {
  test(`drawing in ${browser.name}`, options_of(browser), () => with_page(browser, {}, draw_and_see));
}
