// What axe-core, which checks pages against WCAG and good practice, finds on this one: nothing.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly} from './support/open.mjs';

let server;
let browser;
before(async () => {
  server = await serve_strictly();
  browser = await launch_browser();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

const kWays = {
  'at 1280 × 800': {},
  'in the dark': {context: {colorScheme: 'dark'}},
  'at 390 × 844': {width: 390, height: 844},
  'at 390 × 844 in the dark': {width: 390, height: 844, context: {colorScheme: 'dark'}},
};
for (const [way, options] of Object.entries(kWays)) {
  test(`no violation ${way}, empty and with a drawing`, async () => {
    const opened = await open_in(browser, server.url, options);
    const {page, ready, close} = opened;
    await ready();
    assert.deepEqual(await run_axe(page), []);
    await draw_digit(opened, 5);
    assert.deepEqual(await run_axe(page), []);
    await close();
  });
}

test('no violation where the page says that it cannot run', async () => {
  for (const colorScheme of ['light', 'dark']) {
    const init = () => delete window.WebGL2RenderingContext;
    const {page, close} = await open_in(browser, server.url, {init, context: {colorScheme}});
    await page.waitForSelector('#notice[role=alert]');
    assert.deepEqual(await run_axe(page), []);
    await close();
  }
});

test('a violation would be found', async () => {
  const {page, ready, close} = await open_in(browser, server.url);
  await ready();
  await page.evaluate(() => {
    document.documentElement.removeAttribute('lang');
    document.querySelector('main').append(document.createElement('button'));
  });
  const found = (await run_axe(page)).join('\n');
  assert.match(found, /^html-has-lang \(serious\) at html: /m);
  assert.match(found, /^button-name \(critical\) at button\b/m);
  await close();
});
