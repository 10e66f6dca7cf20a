// "Show me the Python": the panel with the program, and how it and the canvas light each other up.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {run_axe} from './support/axe.mjs';
import {launch_unpainted, open_in, serve_strictly, until, use} from './support/open.mjs';

let browser, server;
before(async () => {
  server = await serve_strictly();
  browser = await launch_unpainted();
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Any station at which it is drawn and its model can be used.
async function with_station(hash, size, run) {
  const opened = await open_in(browser, server.url + hash, size);
  await use(opened, async () => {
    await opened.wait((now) => now.ready && now.framesDrawn > 0, 'the page to be ready');
    await run(opened);
  });
}

const lines_lit = (page) => page.locator('.line.lit').allTextContents();
const program_text = (page) => page.locator('#program-code').evaluate((code) => [...code.children].map((line) => line.textContent).join('\n'));

// Its middle in the window.
const middle_of = async (page, {x, y, width, height}) => {
  const {left, top} = await page.locator('#canvas').evaluate((canvas) => canvas.getBoundingClientRect().toJSON());
  return [left + x + width / 2, top + y + height / 2];
};

test('a line frames the part of the page that it makes, and a part lights its lines', async () => {
  await with_station('#v=1&station=train&latent=8&python=1', {width: 1280}, async ({page, wait, state}) => {
    await page.locator('#program .line').first().waitFor();
    assert.match(await program_text(page), /layers\.Dense\(8, activation="relu"\)/);
    const epochs = page.locator('.line', {hasText: 'epochs=30'});
    await epochs.hover();
    await wait((now) => now.lit === 'plan:epochs', 'the field to be framed');
    await page.locator('#program-title').hover();
    await wait((now) => now.lit === '', 'the frame to go');

    const now = await state();
    await page.mouse.move(...await middle_of(page, now.places['plan:epochs']));
    await until(async () => (await lines_lit(page)).join() === '    epochs=30,', 'the line of that field to be lit');
    const {parts} = now;
    await page.mouse.move(...await middle_of(page, {...parts['card:loss'], height: 20}));
    await until(async () => (await lines_lit(page)).some((line) => line.includes('plt.plot')), 'the lines of the loss to be lit');

    // What is set changes the program.
    await page.evaluate(() => {
      location.hash += '&epochs=2';
    });
    await until(async () => (await program_text(page)).includes('epochs=2,'), 'the program to follow');
  });
});

test('by keyboard: lines are gone through, and their parts brought into view', async () => {
  await with_station('#v=1&station=train&python=1', {width: 390, height: 844}, async ({page, wait}) => {
    const code = page.locator('#program-code');
    await code.focus();
    for (let i = 0; i < 4; i++) await page.keyboard.press('PageDown');
    const part = await code.evaluate((list) => document.getElementById(list.getAttribute('aria-activedescendant')).dataset.part);
    assert.notEqual(part, '');
    const {parts, places} = await wait((now) => now.lit === part, 'its part to be framed');
    await page.keyboard.press('Enter');
    const place = parts[part] ?? places[part];
    await until(async () => {
      const [, y] = await middle_of(page, {...place, height: 0});
      return y >= 0 && y < 844 - await page.locator('#program').evaluate(({offsetHeight}) => offsetHeight);
    }, 'the part to be in view above the program');
    await code.evaluate((list) => list.blur());
    await wait((now) => now.lit === '', 'the frame to go with the focus');
  });
});

test('it is offered in the header, taken along as files, and closed', async () => {
  await with_station('#v=1&station=data&see=synthetic&digits=20', {width: 1440}, async ({page, press, wait}) => {
    await press('python');
    await wait((now) => now.address.includes('python=1'), 'the address to say so');
    const save = async (id) => {
      const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[id="program-python:${id}"]`).click()]);
      return {name: download.suggestedFilename(), bytes: await readFile(await download.path())};
    };
    const program = await save('file');
    assert.equal(program.name, 'bottleneck-data.py');
    assert.equal(String(program.bytes).trimEnd(), (await program_text(page)).trimEnd());
    const notebook = await save('notebook');
    assert.equal(JSON.parse(notebook.bytes).nbformat, 4);
    await press('images:load');
    await wait((now) => now.datasets.synthetic.train === 'there', 'the digits to be made');
    const images = await save('images');
    assert.equal(images.name, 'synthetic.npz');
    assert.equal(images.bytes.subarray(0, 2).toString(), 'PK');
    await page.locator('#program-close').click();
    await wait((now) => !now.address.includes('python=1'), 'it to be closed');
    assert.equal(await page.locator('#program').isVisible(), false);
  });
});

test('nothing is drawn while nothing changes; a link that hides it shows none; the text version has it', async () => {
  await with_station('#v=1&python=1&hide=python', {}, async ({page}) => {
    assert.equal(await page.locator('#program').isVisible(), false);
  });
  await with_station('#v=1&python=1&station=compression', {width: 1280}, async ({page, state}) => {
    await page.locator('#program .line').first().waitFor();
    assert.deepEqual(await run_axe(page), []);
    await page.locator('#text-version summary').click();
    await page.locator('#mirror pre', {hasText: 'import keras'}).waitFor();
    let before = -1;
    await until(async () => {
      const {framesDrawn} = await state();
      const rests = framesDrawn === before;
      before = framesDrawn;
      await page.evaluate(() => new Promise((resolve) => {
        setTimeout(resolve, 300);
      }));
      return rests;
    }, 'the page to rest');
  });
});
