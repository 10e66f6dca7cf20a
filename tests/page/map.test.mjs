// The latent map in the browser: opened by a link, its points drawn by the graphics card, moved, pointed at.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {launch_browser, open_in, serve_strictly, use} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_browser(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

async function with_map(hash, options, run) {
  const opened = await open_in(browser, `${server.url}#v=1&station=map${hash}`, {isPainted: true, ...options});
  await use(opened, async () => {
    await opened.wait((now) => now.map && now.places.map && now.framesDrawn > 3, 'the map');
    await run(opened);
  });
}

// How many pixels of the map's window have a colour of their own, and a sum that tells two pictures apart.
async function picture_of({page, state}) {
  const {places: {map}} = await state();
  const shot = await page.screenshot({clip: {x: map.x, y: map.y, width: map.width, height: map.height}});
  return page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)], {type: 'image/png'}));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext('2d');
    context.drawImage(image, 0, 0);
    const {data} = context.getImageData(0, 0, image.width, image.height);
    let coloured = 0;
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) {
      if (Math.max(data[i], data[i + 1], data[i + 2]) - Math.min(data[i], data[i + 1], data[i + 2]) > 40) coloured++;
      sum = (sum * 31 + data[i] + data[i + 1] * 7) % 1e9;
    }
    return {coloured: coloured / (data.length / 4), sum};
  }, [...shot]);
}

test('the points are there, move with the map, and tell which image is under the pointer', async () => {
  await with_map('', {}, async (opened) => {
    const {page, wait, state, press} = opened;
    const first = await state();
    assert.equal(first.map.points, 60000);
    assert.equal(first.model, 'mnist-16');
    const before = await picture_of(opened);
    assert.ok(before.coloured > 0.1, `points in colour cover ${before.coloured} of the window`);

    const {map} = first.places;
    const middle = [map.x + map.width / 2, map.y + map.height / 2];
    await page.mouse.move(...middle);
    const pointed = await wait((now) => now.map.pointed.index !== first.map.pointed.index, 'an image to be pointed at');
    assert.ok(pointed.map.pointed.index >= 0 && pointed.map.pointed.index < 60000);

    // Dragged, what was in the middle goes along; nothing is decoded.
    await page.mouse.move(middle[0] + 60, middle[1] + 60);
    await page.mouse.down();
    for (let i = 1; i <= 10; i++) await page.mouse.move(middle[0] + 60 + 12 * i, middle[1] + 60 + 4 * i);
    await page.mouse.up();
    const dragged = await wait((now) => now.map.x < 0.49 && now.map.y > 0.5 && !now.isBusy, 'the map to be dragged');
    assert.equal(dragged.map.zoom, 1);
    assert.deepEqual(dragged.map.probe, first.map.probe);
    assert.notEqual((await picture_of(opened)).sum, before.sum);

    // A click decodes what lies there; the wheel zooms around the pointer.
    await page.mouse.click(middle[0] - 40, middle[1]);
    const probed = await wait((now) => now.map.probe.x !== first.map.probe.x, 'a place to be decoded');
    assert.equal(probed.map.probe.code.length, 16);
    assert.ok(Math.min(...probed.map.probe.code) >= 0);
    await page.mouse.wheel(0, -1200);
    await wait((now) => now.map.zoom > 20, 'the wheel to zoom');
    await press('map:all');
    await wait((now) => now.map.zoom === 1 && now.map.x === 0.5, 'all to be seen again');
  });
});

test('a link opens the map as it was, and two images are chosen for a walk', async () => {
  await with_map('&only=3&mapx=0.4&mapy=0.55&mapzoom=3&walk=10&walkto=20', {}, async ({page, wait, state, press, address}) => {
    const now = await state();
    assert.deepEqual([now.map.class, now.map.x, now.map.zoom], [3, Math.fround(0.4), 3]);
    assert.deepEqual(now.map.walk, {from: 10, to: 20});
    await press('map:choose');
    await wait(({map}) => map.choosing, 'images to be chosen');
    const {places: {map}} = await state();
    for (const share of [0.35, 0.6]) await page.mouse.click(map.x + map.width * share, map.y + map.height * 0.5);
    const chosen = await wait((now) => !now.map.choosing && now.map.walk.from !== 10, 'both to be chosen');
    const link = await address();
    assert.ok(link.includes(`walk=${chosen.map.walk.from}`) && link.includes(`walkto=${chosen.map.walk.to}`), link);
    assert.ok(link.includes('only=3'), link);
    // The film strip goes out as a picture of its own.
    const [png] = await Promise.all([page.waitForEvent('download'), press('map:walk-picture')]);
    assert.equal(png.suggestedFilename(), 'bottleneck-map-mnist-16-walk.png');
    const bytes = await readFile(await png.path());
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
    assert.ok(width > 1.5 * height, `${width} by ${height}`);
  });
});

test('two fingers magnify the map, and the page stays where it is', async () => {
  await with_map('', {width: 390, height: 844, context: {hasTouch: true, isMobile: true}}, async ({page, wait, state}) => {
    const {places: {map}} = await state();
    const cdp = await page.context().newCDPSession(page);
    const touch = (type, ...points) => cdp.send('Input.dispatchTouchEvent', {type, touchPoints: points.map(([x, y], id) => ({x, y, id}))});
    const [x, y] = [map.x + map.width / 2, map.y + map.height / 2];
    await touch('touchStart', [x - 20, y]);
    await touch('touchStart', [x - 20, y], [x + 20, y]);
    for (let i = 1; i <= 8; i++) await touch('touchMove', [x - 20 - 5 * i, y], [x + 20 + 5 * i, y]);
    await touch('touchEnd');
    const now = await wait(({map}) => map.zoom > 2, 'the map to be magnified');
    assert.ok(Math.abs(now.map.zoom - 3) < 0.1, String(now.map.zoom));
    assert.equal(await page.evaluate(() => visualViewport.scale), 1);
  });
});

test('everything on the map is also there as text', async () => {
  await with_text_version(browser, server.url, {hash: '#v=1&station=map'}, async ({page, wait, control, type}) => {
    await control('map:image').waitFor();
    await type('map:image', '1234');
    const now = await wait(({map}) => map.pointed.index === 1234, 'image 1234 to be pointed at');
    await page.locator('#mirror', {hasText: `training image 1,234, ${now.map.pointed.label}, at`}).waitFor();
    assert.deepEqual(await run_axe(page), []);
  });
});
