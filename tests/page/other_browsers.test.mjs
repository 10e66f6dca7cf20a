// The way of a drawing, from the pen to the prediction and onto the screen, once in each engine that is not Chromium's.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {kKeepComplaints} from './support/complaints.mjs';
import {firefox} from './support/firefox.mjs';
import {draw_with_mouse, write_digit} from './support/handwriting.mjs';
import {serve_strictly, state_where, until} from './support/open.mjs';
import {webkit} from './support/webkit.mjs';

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

for (const browser of [firefox, webkit]) {
  test(`drawing in ${browser.name}`, {skip: browser.missing() ?? false, timeout: 600_000}, async () => {
    const server = await serve_strictly({first_script: kKeepComplaints});
    try {
      const page = await browser.open(server.url, {width: 1280, height: 800});
      try {
        await draw_and_see(page);
      } catch (error) {
        (await page.complaints().catch((reason) => [String(reason)])).forEach((complaint) => console.log(complaint));
        throw error;
      } finally {
        await page.close();
      }
    } finally {
      await server.close();
    }
  });
}
