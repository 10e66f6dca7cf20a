// The canvas by keyboard, and by fingers that may as well scroll: what the browser gets of them and what the page takes.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {draw_digit} from './support/handwriting.mjs';
import {launch_unpainted, serve_strictly, until, with_ready} from './support/open.mjs';

let browser, server;
before(async () => {
  server = await serve_strictly();
  browser = await launch_unpainted();
});
after(() => Promise.all([browser?.close(), server?.close()]));

const with_page = (options, use) => with_ready(browser, server.url, options, use);
const scroll_of = (page) => page.evaluate(() => scrollY);

test('Tab goes from control to control, the page follows, and after the last one it leaves the canvas', async () => {
  await with_page({width: 600, height: 450}, async ({page, wait}) => {
    await page.focus('#canvas');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await wait(({station}) => station === 'train', 'the second station');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press(' ');
    await wait(({station}) => station === 'draw', 'the first one');

    let farthest = 0;
    const is_on_canvas = () => page.evaluate(() => document.activeElement.id === 'canvas');
    for (let count = 0; count < 100 && await is_on_canvas(); ++count) {
      await page.keyboard.press('Tab');
      await wait(({isInputWaiting}) => !isInputWaiting);
      farthest = Math.max(farthest, await scroll_of(page));
    }
    assert.equal(await is_on_canvas(), false);
    assert.ok(farthest > 100, 'what lies below was scrolled to');

    // Back again from below: the last one first, and the one before it.
    await page.keyboard.press('Shift+Tab');
    assert.ok(await is_on_canvas());
    await page.keyboard.press('Shift+Tab');
    await wait(({isInputWaiting}) => !isInputWaiting);
    assert.ok(await is_on_canvas(), 'the one before the last');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await is_on_canvas(), false);
  });
});

test('an open list takes arrows and letters, and nothing behind it moves', async () => {
  await with_page({width: 390, height: 500}, async ({page, wait, press}) => {
    await press('menu');
    await wait((now) => now.places['station:data']);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    await page.keyboard.press('t');
    await page.keyboard.press('Enter');
    await wait(({station, places}) => station === 'train' && !places.help, 'the line that begins with T');
    assert.equal(await scroll_of(page), 0);
  });
});

test('a swipe up from the bars or the pen scrolls; a tap, a rest or a movement across takes hold', async () => {
  await with_page({width: 390, height: 700, context: {hasTouch: true, isMobile: true}}, async (opened) => {
    const {page, state, wait} = opened;
    await draw_digit(opened, 3);
    const client = await page.context().newCDPSession(page);
    const touch = (type, ...points) => client.send('Input.dispatchTouchEvent', {type, touchPoints: points.map(([x, y]) => ({x, y}))});
    const rest = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    // Brings the middle of a place to the middle of the window, and returns where it is there.
    const bring = async (name) => {
      const {x, y, width, height} = (await state()).places[name];
      await page.evaluate((middle) => scrollTo(0, middle - innerHeight / 2), y + height / 2);
      return [x + width / 2, y + height / 2 - await scroll_of(page)];
    };
    const drag = async ([x, y], [across, down], held = 0) => {
      await touch('touchStart', [x, y]);
      if (held) await rest(held);
      for (let step = 1; step <= 10; ++step) await touch('touchMove', [x + across * step / 10, y + down * step / 10]);
      await touch('touchEnd');
    };
    const calm = () => until(() => page.evaluate(() => new Promise((resolve) => {
      const before_look = scrollY;
      setTimeout(() => resolve(scrollY === before_look), 250);
    })), 'the page to stop gliding');

    for (const name of ['code', 'pen']) {
      const place = await bring(name);
      const {latent, pen} = await state();
      const before_swipe = await scroll_of(page);
      await drag(place, [0, -150]);
      await until(async () => await scroll_of(page) > before_swipe + 50, `the page to scroll from ${name}`);
      await calm();
      const now = await state();
      assert.deepEqual([now.latent, now.pen], [latent, pen]);
      assert.deepEqual(now.code, now.latent);
    }

    const pen = await bring('pen');
    const before_pen = await scroll_of(page);
    await drag(pen, [20, 3]);
    await wait((now) => now.pen > 3, 'the slider to follow');
    assert.equal(await scroll_of(page), before_pen);

    const code = await bring('code');
    const before_code = await scroll_of(page);
    await drag(code, [0, -30], 400);
    await wait((now) => JSON.stringify(now.code) !== JSON.stringify(now.latent), 'a bar that was held to follow');
    assert.equal(await scroll_of(page), before_code);
  });
});
