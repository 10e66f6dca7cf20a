// "The book and here" and the exercises in the page: a guess is kept over a reload, an exercise leads to its answer.
import {after, before, test} from 'node:test';
import assert from 'node:assert/strict';
import {launch_unpainted, open_in, serve_strictly, use} from './support/open.mjs';

let browser;
let server;
before(async () => {
  server = await serve_strictly();
  browser = await launch_unpainted();
});
after(async () => {
  await browser?.close();
  await server?.close();
});

test('a guess and an answer are kept, and the table goes out as a file', async () => {
  const opened = await open_in(browser, `${server.url}#v=1&station=book`);
  const {page, press, state, wait} = opened;
  await use(opened, async () => {
    await wait((now) => now.ready && now.storage === 'allowed', 'the page and its storage');
    await press('guess:mnist-8/accuracy');
    await page.locator('#field input').fill('85 %');
    await page.keyboard.press('Enter');
    await wait((now) => now.book.guesses['mnist-8/accuracy'] === 0.85, 'the guess to be taken');
    const coming = page.waitForEvent('download');
    await press('markdown');
    const file = await coming;
    assert.equal(file.suggestedFilename(), 'bottleneck-book.md');
    await page.evaluate(() => { location.hash = 'v=1&station=exercises'; });
    await press('exercise:1:answer:16');
    await wait((now) => now.book.answers['1'] === '16' && now.storing === 0, 'the answer to be stored');
    await page.reload();
    await wait((now) => now.ready && now.book.answers['1'] === '16', 'the answer to come back');
    assert.equal((await state()).book.guesses['mnist-8/accuracy'], 0.85);
    await press('exercise:1:ready');
    await wait((now) => now.station === 'reconstructions' && now.model === 'fashion-64', 'the answer of exercise 1');
  });
});
