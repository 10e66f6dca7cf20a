// What axe-core, which checks pages against WCAG and good practice, finds on this one: nothing.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {colours_in} from './support/colours.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly, until, with_ready} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

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

test('where the system forces its colours, canvas and HTML have them, until it does not', async () => {
  await with_ready(browser, server.url, {scale: 1}, async (opened) => {
    const {page} = opened;
    await draw_digit(opened, 5);
    const named = (...names) => page.evaluate((list) => list.map((name) => {
      const probe = document.body.appendChild(document.createElement('i'));
      probe.style.color = name;
      const {color} = getComputedStyle(probe);
      probe.remove();
      return color.match(/\d+/g).slice(0, 3).map(Number);
    }), names);
    const {places} = await opened.wait((now) => now.places.redo && now.places.pen && now.places.code);
    // On the canvas: beside the name, and in what is blue, what is orange and what cannot be used.
    const kLooked = {paper: {x: 2, y: 10, width: 4, height: 4}, pen: places.pen, code: places.code, redo: places.redo};
    const colours_of = async (part) => new Set((await colours_in(page, kLooked[part])).map(String));
    const shows = (part, colour) => until(async () => (await colours_of(part)).has(String(colour)), `${colour} in ${part}`);
    const [usual] = await colours_of('paper');
    await page.focus('#text-version summary'); // by the keyboard, so that the focus is shown
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({colorScheme, forcedColors: 'active'});
      const [paper, ink, code, image, off] = await named('Canvas', 'CanvasText', 'Highlight', 'LinkText', 'GrayText');
      for (const [part, colour] of [['paper', paper], ['pen', ink], ['pen', image], ['code', code], ['redo', off]]) await shows(part, colour);
      await page.focus('#canvas');
      assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById('canvas')).outlineStyle), 'solid');
      await page.focus('#text-version summary');
      assert.deepEqual(await run_axe(page), [], colorScheme);
    }
    await page.emulateMedia({colorScheme: 'light', forcedColors: 'none'});
    await shows('paper', usual);
    await page.emulateMedia({forcedColors: 'active'});
    await page.keyboard.press('Enter');
    const [off] = await named('GrayText');
    const button = page.locator('#mirror button[aria-disabled="true"]').first();
    assert.deepEqual(await button.evaluate((one) => getComputedStyle(one).color.match(/\d+/g).map(Number)), off, 'beside the canvas');
  });
});

test('the edges of fields and of the pad are seen', async () => {
  await with_ready(browser, server.url, {scale: 1}, async (opened) => {
    const {page, wait} = opened;
    await draw_digit(opened, 5);
    for (const [colorScheme, edge] of [['light', '132,135,142'], ['dark', '116,120,129']]) {
      await page.emulateMedia({colorScheme});
      const {places} = await wait((now) => now.isDark === (colorScheme === 'dark') && now.places.unit);
      for (const name of ['unit', 'pad']) {
        const {x, y, width, height} = places[name];
        // One pixel wide, half-way down the left edge.
        const part = {x: Math.floor(x), y: Math.floor(y + height / 2), width: 2, height: 1};
        const has_edge = async () => (await colours_in(page, part)).map(String).includes(edge);
        await until(has_edge, `${name}, ${width} wide, to have an edge, ${colorScheme}`);
      }
    }
  });
});

// As readers with other eyes set it, in the page's own HTML (WCAG 2.2, 1.4.12): nothing overlaps, is cut off, or sticks out.
test('the page as text has room for wider spaced text', async () => {
  for (const [width, station] of [[320, 'draw'], [1280, 'draw'], [320, 'book']]) {
    await with_text_version(browser, server.url, {width, hash: `#v=1&station=${station}`}, async ({page, press}) => {
      const looked = await page.evaluate(() => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; } ' +
          'p { margin-bottom: 2em !important; }');
        document.adoptedStyleSheets = [sheet];
        return document.querySelectorAll('#mirror *').length;
      });
      assert.ok(looked > 50, `${looked} elements`);
      const cut_off = () => page.evaluate(() => [...document.querySelectorAll('html, summary, #mirror *, #dialog, #dialog *')]
        .filter((element) => element.checkVisibility() && !element.matches('input, select, textarea, option') && getComputedStyle(element).display !== 'inline')
        .filter(({scrollWidth, clientWidth}) => scrollWidth > clientWidth + 1)
        .concat([...document.querySelectorAll('button, summary')].filter(({scrollHeight, clientHeight}) => scrollHeight > clientHeight + 1))
        .map((element) => element.outerHTML.slice(0, 200)));
      assert.deepEqual(await cut_off(), [], `${station}, ${width} wide`);
      await press('help');
      await page.getByRole('dialog').waitFor();
      assert.deepEqual(await cut_off(), [], `the help, ${width} wide`);
    });
  }
});

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
