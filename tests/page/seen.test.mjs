// When and where the page is seen: the graphics context waits for it, and every size and magnification has all of it.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_digit} from './support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly, until} from './support/open.mjs';

let browser, server;
before(async () => {
  const far = '<!doctype html><html lang="en"><title>A course</title><link rel="icon" href="data:,"><p>Read on.</p><div class="far"></div>' +
    '<iframe id="page" title="Bottleneck" src="index.html" width="800" height="600"></iframe><link rel="stylesheet" href="course.css">';
  server = await serve_strictly({extra: {'course.html': far, 'course.css': '.far { height: 4000px }'}});
  browser = await launch_browser();
});
after(() => Promise.all([browser?.close(), server?.close()]));

test('in a course page it makes no graphics context and starts no program before it is scrolled to', async () => {
  const opened = await open_in(browser, `${server.url}course.html`);
  const {page} = opened;
  const frame = await until(() => page.frames().find((one) => one.url().endsWith('index.html')), 'the frame');
  await frame.waitForFunction(() => document.readyState === 'complete');
  // Two frames of the browser: by then an observer has told what is seen.
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  assert.equal(await frame.evaluate(() => document.getElementById('canvas').hidden), true);
  assert.equal(await frame.evaluate(() => window.bottleneck), undefined);
  // Its bytes may come before: the page's head asks for them (cmake/hints.mjs).
  const programs = () => frame.evaluate(() => performance.getEntriesByType('resource').filter(({name}) => name.endsWith('/bottleneck.wasm')).length);

  await page.evaluate(() => document.getElementById('page').scrollIntoView());
  await until(() => frame.evaluate(() => window.bottleneck?.state().framesDrawn > 0), 'the page to be drawn');
  assert.equal(await frame.evaluate(() => document.getElementById('canvas').hidden), false);
  assert.equal(await programs(), 1);
  await opened.close();
});

// CSS pixels as a browser's zoom leaves them of a window, and device pixels for each: 50 % to 300 % of 1280×800, a phone both ways, 4K.
const kSizes = [
  {width: 2560, height: 1600, scale: 0.5}, {width: 853, height: 533, scale: 1.5}, {width: 427, height: 267, scale: 3},
  {width: 390, height: 844, scale: 3}, {width: 844, height: 390, scale: 3}, {width: 320, height: 568, scale: 2},
  {width: 3840, height: 2160, scale: 1}, {width: 1920, height: 1080, scale: 2},
];
const kLargest = Math.max(...kSizes.map(({width}) => width)); // painted: what it asks of WebGL is the most

for (const {width, height, scale} of kSizes) {
  test(`${width}×${height} at ${scale}: all of it has room, and a drawing is read`, async () => {
    const opened = await open_in(browser, server.url, {width, height, scale, isPainted: width === kLargest});
    const {page} = opened;
    const now = await opened.ready();
    assert.ok(Math.abs(now.pixelRatio - scale) < 0.01);
    const sizes = await page.evaluate(() => ({
      page: document.documentElement.scrollWidth, window: document.documentElement.clientWidth, height: document.getElementById('canvas').offsetHeight,
      pixels: [document.getElementById('canvas').width, document.getElementById('canvas').height],
      css: [document.getElementById('canvas').getBoundingClientRect().width, document.getElementById('canvas').getBoundingClientRect().height],
    }));
    assert.ok(sizes.page <= sizes.window, 'nothing sticks out to the side');
    assert.deepEqual(sizes.pixels, sizes.css.map((side) => Math.round(side * scale)), 'every device pixel is drawn');
    for (const [name, place] of Object.entries(now.places)) {
      assert.ok(place.x >= 0 && place.x + place.width <= sizes.window + 0.5, `${name} is on the page`);
      assert.ok(place.y >= 0 && place.y + place.height <= sizes.height + 0.5, `${name} is on the canvas`);
    }
    assert.equal((await draw_digit(opened, 7)).prediction, 7);
    await opened.close();
  });
}

test('turning a phone keeps the drawing', async () => {
  const opened = await open_in(browser, server.url, {width: 390, height: 844});
  const {page, wait} = opened;
  await opened.ready();
  const before_turn = await draw_digit(opened, 3);
  for (const [width, height] of [[844, 390], [390, 844]]) {
    await page.setViewportSize({width, height});
    const turned = await wait(({canvasWidth}) => Math.abs(canvasWidth - width) < 20, `${width} pixels`);
    assert.deepEqual(turned.strokes, before_turn.strokes);
    assert.equal(turned.prediction, before_turn.prediction);
  }
  await opened.close();
});

test('the HTML has the typefaces of the canvas, and the system has the rest', async () => {
  const opened = await open_in(browser, server.url, {width: 900, height: 700});
  const {page, ready} = opened;
  await ready();
  await until(() => page.evaluate(() => document.fonts.size === 4 && [...document.fonts].every(({status}) => status === 'loaded')), 'the fonts');
  const client = await page.context().newCDPSession(page);
  await client.send('DOM.enable');
  await client.send('CSS.enable');
  // Of the characters of an element: how many come from the page's fonts, and how many from others.
  const glyphs = async (selector) => {
    const {root} = await client.send('DOM.getDocument');
    const {nodeId} = await client.send('DOM.querySelector', {nodeId: root.nodeId, selector});
    const {fonts} = await client.send('CSS.getPlatformFontsForNode', {nodeId});
    const sum = (own) => fonts.filter(({isCustomFont}) => isCustomFont === own).reduce((all, {glyphCount}) => all + glyphCount, 0);
    return {own: sum(true), others: sum(false)};
  };
  await page.locator('#text-version summary').press('Enter');
  await page.locator('#mirror-link').press('Enter');
  await page.getByRole('dialog').waitFor();
  for (const selector of ['#text-version summary', '#mirror h2', '#mirror button', '#dialog h2', '#dialog p']) {
    const {own, others} = await glyphs(selector);
    assert.ok(own > 0 && others === 0, `${selector}: ${own} of ours, ${others} of others`);
  }
  assert.match(await page.locator('#dialog textarea').first().evaluate((field) => getComputedStyle(field).fontFamily), /^"JetBrains Mono"/);
  await page.evaluate(() => { document.querySelector('#dialog h2').textContent = 'Größe Жя'; });
  const drawn = await until(async () => { // as long as a text is not laid out, it has no glyphs
    const found = await glyphs('#dialog h2');
    return found.own + found.others > 0 && found;
  }, 'the new title to be laid out');
  assert.deepEqual(drawn, {own: 6, others: 2});
  const width = (text) => page.evaluate((digits) => {
    const cell = document.createElement('td');
    cell.textContent = digits;
    const table = document.createElement('table');
    table.style.width = 'auto';
    table.append(cell);
    document.body.append(table);
    const {width: wide} = cell.getBoundingClientRect();
    table.remove();
    return wide;
  }, text);
  // A face that has just come is not in every layout at once.
  await until(async () => await width('1111') === await width('8888'), 'figures to stand in columns');
  await opened.close();
});
