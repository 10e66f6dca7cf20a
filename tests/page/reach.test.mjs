// What is used can be hit, is seen while the keyboard is at it, and can be passed by: at every station.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {launch_browser, open_in, serve_strictly, until, use, with_ready} from './support/open.mjs';
import {targets_of, too_small} from './support/targets.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const kStations = ['draw', 'train', 'data', 'reconstructions', 'compression', 'neighbours', 'map', 'weights', 'book', 'exercises'];

// Runs run(station, opened) at each station, once it no longer moves.
async function at_each_station(options, run) {
  const opened = await open_in(browser, `${server.url}#v=1`, options);
  await use(opened, async () => {
    const now = await opened.ready();
    const in_bar = Object.keys(now.places).filter((name) => name.startsWith('station:')).map((name) => name.split(':')[1]);
    if (in_bar.length > 3) assert.deepEqual(in_bar.sort(), [...kStations].sort(), 'no station is left out here');
    for (const station of kStations) {
      await opened.page.evaluate((name) => { location.hash = `#v=1&station=${name}`; }, station);
      await opened.wait((one) => one.station === station && !one.isInputWaiting && one.framesDrawn > 0, station);
      let before_look = '';
      await until(async () => {
        const look = JSON.stringify((await opened.state()).places);
        const is_still = look === before_look;
        before_look = look;
        return is_still;
      }, `${station} to be still`);
      await run(station, opened);
    }
  });
}

test('a target that is too small, or too near, would be found', () => {
  const row = (...lefts) => lefts.map((x, index) => ({name: `${index}`, x, y: 0, width: 20, height: 20}));
  assert.deepEqual(too_small([{name: 'large', x: 0, y: 0, width: 24, height: 24}, {name: 'beside', x: 24, y: 0, width: 30, height: 40}]), []);
  assert.deepEqual(too_small(row(0, 24, 48)), [], 'circles that touch');
  assert.equal(too_small(row(0, 23)).length, 2, 'circles that meet');
  assert.deepEqual(too_small([...row(0), {name: 'large', x: 22, y: -10, width: 40, height: 40}]), [], 'the circle ends at 22');
  assert.equal(too_small([...row(0), {name: 'large', x: 21, y: -10, width: 40, height: 40}]).length, 1, 'a circle that meets a target');
  assert.deepEqual(too_small([{name: 'low', x: 0, y: 0, width: 100, height: 10}]), [], 'alone');
  assert.equal(too_small([{name: 'low', x: 0, y: 0, width: 100, height: 10}, {name: 'below', x: 0, y: 14, width: 100, height: 30}]).length, 1);
});

const kSizes = {
  desk: {width: 1280, height: 800, isPainted: true}, // so that each station is, and what WebGL complains of is heard
  phone: {width: 390, height: 844, context: {hasTouch: true, isMobile: true}},
};
for (const [name, options] of Object.entries(kSizes)) {
  test(`at a ${name}, what can be pressed is 24 pixels large or stands alone, at every station`, async () => {
    await at_each_station(options, async (station, {page}) => {
      await page.evaluate(() => { document.getElementById('text-version').open = true; });
      await page.locator('#mirror [id^="mirror-"]').first().waitFor();
      const targets = await targets_of(page);
      assert.ok(targets.some((one) => one.name.startsWith('#mirror-')) && targets.some((one) => !one.name.startsWith('#')), station);
      assert.deepEqual(too_small(targets), [], station);
      await page.evaluate(() => { document.getElementById('text-version').open = false; });
    });
  });
}

test('help and the stations stand at the same place, at every station', async () => {
  let first = null;
  await at_each_station({}, async (station, {state}) => {
    const bar = Object.fromEntries(Object.entries((await state()).places).filter(([name]) => /^(help|link|theme|station:.*)$/.test(name)));
    first ??= bar;
    assert.ok(bar.help, station);
    assert.deepEqual(bar, first, station);
  });
});

// Tab by Tab through the canvas. Of each stop: its ring, from the window's upper left corner, and whether it is the canvas that is seen there.
const tab_through = (page) => page.evaluate(async () => {
  const canvas = document.getElementById('canvas');
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const ring_now = () => window.bottleneck.state().focus;
  const press_tab = () => {
    const event = new KeyboardEvent('keydown', {key: 'Tab', code: 'Tab', bubbles: true, cancelable: true});
    canvas.dispatchEvent(event);
    return event.defaultPrevented;
  };
  const stops = [];
  let before_press = null;
  while (stops.length < 300 && press_tab()) {
    for (let frames = 0; frames < 100 && JSON.stringify(ring_now()) === before_press; ++frames) await frame();
    for (let frames = 0; frames < 2; ++frames) await frame(); // the page follows
    const ring = ring_now();
    before_press = JSON.stringify(ring);
    const {left, top} = canvas.getBoundingClientRect();
    const [x, y] = [left + ring.x, top + ring.y];
    const [right, bottom] = [x + ring.width, y + ring.height];
    const seen = [Math.max(x, 0), Math.max(y, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
    const is_canvas = document.elementFromPoint((seen[0] + seen[2]) / 2, (seen[1] + seen[3]) / 2) === canvas;
    stops.push({x, y, right, bottom, is_canvas});
  }
  return stops;
});

test('the ring around what the keyboard is at is in sight, at every station', async () => {
  const size = {width: 600, height: 450};
  await at_each_station(size, async (station, {page}) => {
    await page.evaluate(() => scrollTo(0, 0));
    await page.focus('#skip'); // from above, it begins with the first
    await page.focus('#canvas');
    const stops = await tab_through(page);
    assert.ok(stops.length > 1 && stops.length < 300, `${station}: ${stops.length} stops`);
    for (const {x, y, right, bottom, is_canvas} of stops) {
      const where = `${station}: ${[x, y, right, bottom]}`;
      assert.ok(is_canvas, `${where} is covered`);
      assert.ok(x >= -0.5 && right <= size.width + 0.5, where);
      const is_whole = y >= -0.5 && bottom <= size.height + 0.5;
      assert.ok(is_whole || bottom - y > size.height - 32, `${where} is out of sight`); // but for what is higher than the window
    }
  });
});

test('the first stop of Tab leads past the canvas, to everything as text', async () => {
  await with_ready(browser, server.url, {}, async ({page}) => {
    await page.keyboard.press('Tab');
    const skip = page.locator('#skip');
    assert.ok(await skip.evaluate((button) => button === document.activeElement && getComputedStyle(button).clipPath === 'none'));
    assert.deepEqual(await run_axe(page), []);
    await page.keyboard.press('Enter');
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'summary');
    assert.equal(await skip.evaluate((button) => getComputedStyle(button).clipPath), 'inset(50%)');
    await page.locator('#mirror :is(button, input, select)').first().waitFor();
    await page.keyboard.press('Tab');
    assert.ok(await page.evaluate(() => document.getElementById('mirror').contains(document.activeElement)), 'the first control there');
  });
});
