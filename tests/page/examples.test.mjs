// The example pages of the site: they open in silence, lead to each other, and do what they are to show.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {launch_unpainted, open_in, serve_strictly, state_of, state_where, until, use} from './support/open.mjs';

let browser, server;
before(async () => { [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]); });
after(() => Promise.all([browser?.close(), server?.close()]));

async function with_example(name, options, run) {
  const opened = await open_in(browser, `${server.url}examples/${name}`, options);
  await use(opened, () => run(opened.page));
}
const frame_of = async (locator) => (await locator.elementHandle()).contentFrame();
const text_of = (page, id, pattern) => until(async () => pattern.test(await page.locator(`#${id}`).innerText()), `#${id} to say ${pattern}`);
const is_wider = (page) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

test('the list of examples leads to all of them, and each back; none is wider than a phone', async () => {
  await with_example('index.html', {width: 320, height: 640}, async (page) => {
    const names = await page.locator('.cards a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    assert.ok(names.length >= 3);
    assert.equal(await is_wider(page), false);
    for (const name of names) {
      const address = `${server.url}examples/${name}`;
      assert.equal((await page.request.get(address)).status(), 200, name);
      if (!name.endsWith('.html')) continue;
      await page.goto(address);
      assert.equal(await is_wider(page), false, name);
      assert.equal(await page.locator('a[href="./"]').count(), 1, name);
    }
  });
});

test('plain HTML: a frame, an element, and a page that talks with a frame by messages', async () => {
  await with_example('plain.html', {width: 1000}, async (page) => {
    await state_where(await frame_of(page.locator('iframe').first()), (now) => now.framesDrawn > 0, 'the frame to be drawn');
    const lab = page.locator('bottleneck-lab');
    await lab.scrollIntoViewIfNeeded();
    const {station} = await state_where(await frame_of(lab.locator('iframe')), (now) => now.framesDrawn > 0, 'the element to be drawn');
    assert.equal(station, 'weights');

    await page.locator('#talking').scrollIntoViewIfNeeded();
    await text_of(page, 'verdict', /The pad is empty/);
    await page.click('#write');
    await text_of(page, 'verdict', /The neighbours say: 7\./);
    assert.match(await page.locator('#votes').innerText(), /^7\s+[4-7]/m);
    assert.equal((await page.locator('#code').innerText()).split(' ').length, 16);
    await page.click('#other');
    await until(async () => (await page.locator('#code').innerText()).split(' ').length === 8, 'a code of eight numbers');
    await page.click('#clear');
    await text_of(page, 'verdict', /The pad is empty/);
    assert.equal(await page.locator('#problem').innerText(), '');
  });
});

test('the article: its text knows what was drawn', async () => {
  await with_example('article.html', {width: 800, height: 700}, async (page) => {
    assert.equal(await page.locator('bottleneck-lab').count(), 5);
    await page.locator('#pad').scrollIntoViewIfNeeded();
    await page.click('#write');
    await text_of(page, 'verdict', /^3, by [4-7] of 7 neighbours$/);
    for (const [i, station] of ['draw', 'reconstructions', 'weights', 'map', 'train'].entries()) {
      const lab = page.locator('bottleneck-lab').nth(i);
      await lab.evaluate((it) => it.scrollIntoView());
      await state_where(await frame_of(lab.locator('iframe')), (now) => now.station === station && now.framesDrawn > 0, `${station} to be drawn`);
    }
  });
});

test('slides: keys turn them, but those that are meant for the page in one of them', async () => {
  await with_example('slides.html', {}, async (page) => {
    const at = (slide) => until(async () => new URL(page.url()).hash === `#/${slide}`, `slide ${slide}`);
    await page.keyboard.press('ArrowRight');
    await at(1);
    const frame = await frame_of(page.locator('section.present bottleneck-lab iframe'));
    const {places} = await state_where(frame, (now) => now.ready && now.places.pad && now.framesDrawn > 0, 'the pad');
    const box = await page.locator('section.present bottleneck-lab').boundingBox();
    const [x, y] = [box.x + places.pad.x + places.pad.width / 2, box.y + places.pad.y + places.pad.height / 2];
    await page.mouse.move(x, y - 60);
    await page.mouse.down();
    await page.mouse.move(x, y + 60, {steps: 4});
    await page.mouse.up();
    await state_where(frame, (now) => now.strokes.length === 1 && now.votes, 'the drawn one');

    // It has the keys now.
    await page.keyboard.press('Control+z');
    await state_where(frame, (now) => now.strokes.length === 0, 'the stroke to be taken back');
    await page.keyboard.press('ArrowRight');
    await page.click('#back');
    await page.keyboard.press('ArrowRight');
    await at(2);
    assert.equal(await page.locator('#back').isVisible(), false);
    await page.keyboard.press('ArrowLeft');
    await at(1);
    assert.equal((await state_of(frame)).strokes.length, 0); // the same page, not loaded anew
  });
});
