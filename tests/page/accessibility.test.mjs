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

const kSizes = [{width: 1280, height: 800}, {width: 390, height: 844}];
for (const size of kSizes) {
  test(`no violation at ${size.width} × ${size.height}, light and dark, empty and with a drawing`, async () => {
    const opened = await open_in(browser, server.url, size);
    const {page, wait, ready, close} = opened;
    await ready();
    const look_light_and_dark = async () => {
      for (const colorScheme of ['light', 'dark']) {
        await page.emulateMedia({colorScheme});
        await wait((now) => now.isDark === (colorScheme === 'dark'));
        assert.deepEqual(await run_axe(page), [], colorScheme);
      }
    };
    await look_light_and_dark();
    await draw_digit(opened, 5);
    await look_light_and_dark();
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
  assert.match(found, /^button-name \(critical\) at button/m);
  await close();
});
