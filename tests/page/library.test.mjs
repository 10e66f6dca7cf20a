// The reader's own models: brought along as files, named, duplicated, deleted, downloaded, kept over a reload; and what the page says
// where the browser keeps nothing.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {site} from './browser.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {kept_keys} from './support/kept.mjs';
import {launch_unpainted, serve_strictly, state_where, until, use, with_ready} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

const kModel = join(site, 'assets/models/mnist-8.safetensors');
const kTitle = 'MNIST · 784→8 (2)';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly({is_open: true})]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const with_page = (options, run) => with_ready(browser, server.url, options, run);

const own_titles = (state) => state.models.filter((model) => model.own).map((model) => model.title);

// Picks a file as the reader does: from the list of models.
async function pick({page, press}, files) {
  const chooser = page.waitForEvent('filechooser');
  await press('chooser');
  await press('open-model');
  await (await chooser).setFiles(files);
}

async function pick_model(opened, title = kTitle) {
  await pick(opened, kModel);
  return opened.wait((now) => own_titles(now).includes(title) && now.ready && now.storing === 0, `${title} in the list`);
}

// The card of the chosen model; returns a locator of its parts.
async function open_card({page, press}) {
  await press('card');
  await page.locator('#dialog[open]').waitFor();
  return (id) => page.locator(`[id="dialog-${id}"]`);
}

const kept_models = (page) => kept_keys(page, 'bottleneck');

test('a model file joins the library, works, and is there after a reload', async () => {
  await with_page({}, async (opened) => {
    const {page, wait, state, address} = opened;
    await wait((now) => now.storage === 'allowed', 'the storage to be open');
    const now = await pick_model(opened);
    assert.equal(now.model, 'my-1');
    assert.match(now.notes.join(), /has joined/);
    const drawn = await draw_digit(opened, 3, {answer: 'latent'});
    assert.equal(drawn.latent.length, 8);
    assert.deepEqual(await kept_models(page), ['model/my-1.safetensors']);
    assert.match(await address(), /model=my-1.*draw=/);
    await page.reload();
    const again = await wait((reloaded) => reloaded.ready && reloaded.latent, 'the model after the reload');
    assert.equal(again.model, 'my-1');
    assert.deepEqual(own_titles(again), [kTitle]);
    assert.deepEqual(again.notes, []);
    const far = again.latent.map((value, i) => Math.abs(value - drawn.latent[i]));
    assert.ok(Math.max(...far) < 0.2, `the same code, but for the strokes' rounding in the address: ${far}`);
  });
});

test('renamed, duplicated, deleted, brought back; all of it kept', async () => {
  await with_page({}, async (opened) => {
    const {page, wait, press} = opened;
    await pick_model(opened);
    const part = await open_card(opened);
    await part('model:name').fill('MNIST · 784→16');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').filter({hasText: 'already'}).waitFor();
    await part('model:name').fill('  Seminar   model ');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', {name: 'Model card: Seminar model'}).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement.id), 'dialog-model:name', 'the focus stays');
    await part('model:duplicate').click();
    await page.getByRole('heading', {name: 'Model card: Seminar model (2)'}).waitFor();
    await page.getByRole('button', {name: 'Close'}).click();
    const both = await wait((now) => own_titles(now).length === 2 && now.storing === 0);
    assert.deepEqual(own_titles(both), ['Seminar model', 'Seminar model (2)']);
    assert.equal(both.model, 'my-2');

    await open_card(opened);
    await part('model:delete').click();
    await wait((now) => own_titles(now).length === 1 && now.model === 'mnist-16' && !now.isDialogOpen && now.storing === 0);
    assert.deepEqual(await kept_models(page), ['model/my-1.safetensors']);
    await press('restore');
    await wait((now) => own_titles(now).length === 2 && now.model === 'my-2' && now.storing === 0);

    await opened.choose('my-1');
    await open_card(opened);
    await part('model:delete').click();
    await wait((now) => own_titles(now).length === 1 && now.storing === 0);
    await press('dismiss');
    await wait((now) => now.notes.length === 0 && !now.places.restore);
    await page.reload();
    const last = await wait((now) => now.ready && now.storage === 'allowed');
    assert.deepEqual(own_titles(last), ['Seminar model (2)']);
  });
});

test('the same through HTML alone', async () => {
  await with_text_version(browser, server.url, {}, async ({page, wait, control, press}) => {
    const chooser = page.waitForEvent('filechooser');
    await press('model:open');
    await (await chooser).setFiles(kModel);
    await wait((now) => now.model === 'my-1' && now.ready);
    await control('model:name').fill('Mine');
    await page.keyboard.press('Enter');
    await wait((now) => own_titles(now)[0] === 'Mine');
    await press('model:duplicate');
    await wait((now) => now.model === 'my-2');
    await page.getByRole('region', {name: 'Model'}).getByText('yes, in this browser').waitFor();
    await press('model:delete');
    await wait((now) => own_titles(now).length === 1);
    await press('restore');
    await wait((now) => own_titles(now).length === 2);
  });
});

test('a download is the same model again', async () => {
  await with_page({}, async (opened) => {
    const {page} = opened;
    await pick_model(opened);
    const part = await open_card(opened);
    const coming = page.waitForEvent('download');
    await part('model:download').click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'MNIST-784-8-2.safetensors');
    const bytes = await readFile(await download.path());
    const original = await readFile(kModel);
    const tensors = (file) => file.subarray(8 + Number(file.readBigUInt64LE(0)));
    assert.ok(tensors(bytes).equals(tensors(original)), 'the same weights, to the last bit');
    await page.keyboard.press('Escape');
    await pick(opened, {name: 'again.safetensors', mimeType: '', buffer: bytes});
    await opened.wait((now) => own_titles(now).includes('MNIST · 784→8 (3)'));
  });
});

test('dropped files; one that is no model', async () => {
  await with_page({}, async ({page, wait}) => {
    const drop = async (name, bytes) => page.evaluate(([fileName, text]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))], fileName));
      const event = (type) => new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true});
      const canvas = document.getElementById('canvas');
      if (canvas.dispatchEvent(event('dragover'))) throw new Error('a drop would not be taken');
      canvas.dispatchEvent(event('drop'));
    }, [name, bytes.toString('base64')]);
    const model = await readFile(kModel);
    await drop('good.safetensors', model);
    await wait((now) => own_titles(now).length === 1);
    await drop('cut.safetensors', model.subarray(0, 1000));
    const now = await wait((found) => found.notes.length === 2);
    assert.match(now.notes[1], /"cut\.safetensors" is no model that this page can use: /);
    assert.equal(own_titles(now).length, 1);
  });
});

test('storage refused: the page says so once, and all else goes on', async () => {
  const init = () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  };
  await with_page({init}, async (opened) => {
    assert.equal((await opened.wait((now) => now.storage !== 'opening')).storage, 'refused');
    assert.deepEqual((await opened.state()).notes, [], 'nothing is lost yet');
    const now = await pick_model(opened);
    assert.match(now.notes.join(), /keeps nothing for this page.*switched off/s);
    const part = await open_card(opened);
    await opened.page.locator('#dialog').getByText('is not kept').waitFor();
    assert.ok(await part('model:download').isVisible());
    await opened.page.keyboard.press('Escape');
    await opened.page.reload();
    const again = await opened.wait((reloaded) => reloaded.ready && reloaded.notes.length > 0);
    assert.match(again.notes.join(), /no model called "my-1"/);
    assert.equal(again.model, 'mnist-16');
  });
});

test('a sandboxed frame keeps nothing and works', async () => {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}});
  try {
    const page = await context.newPage();
    await page.setContent(`<iframe sandbox="allow-scripts" src="${server.url}" width="1200" height="800"></iframe>`);
    const frame = await until(() => page.frames().find((one) => one.url() === server.url), 'the frame');
    await state_where(frame, (now) => now.storage === 'refused' && now.ready, 'the page in the frame');
  } finally {
    await context.close();
  }
});

test('no room left: a message, and nothing is lost', async () => {
  await with_page({}, async (opened) => {
    const {page, wait} = opened;
    const devtools = await page.context().newCDPSession(page);
    await devtools.send('Storage.overrideQuotaForOrigin', {origin: new URL(server.url).origin, quotaSize: 2000});
    await pick(opened, kModel);
    const now = await wait((full) => full.notes.some((note) => /no room left/.test(note)), 'the message');
    assert.deepEqual(own_titles(now), [kTitle]);
    assert.equal(now.storing, 0);
    assert.equal((await draw_digit(opened, 3, {answer: 'latent'})).latent.length, 8, 'the model works');
    // With room again, the next change of the model keeps it.
    await devtools.send('Storage.overrideQuotaForOrigin', {origin: new URL(server.url).origin});
    const part = await open_card(opened);
    await part('model:name').fill('Kept now');
    await page.keyboard.press('Enter');
    await page.locator('#dialog').getByText('is kept in this browser').waitFor();
    await until(async () => (await kept_models(page)).length === 1, 'the file');
  });
});

test('two tabs keep both their models', async () => {
  const context = await browser.newContext({viewport: {width: 1280, height: 800}});
  const opened = await Promise.all([1, 2].map(async () => {
    const page = await context.newPage();
    await page.goto(server.url);
    const wait = (condition, what) => state_where(page, condition, what);
    const press = async (name) => {
      const {[name]: place} = (await wait((now) => now.places[name])).places;
      await page.mouse.click(place.x + place.width / 2, place.y + place.height / 2);
    };
    return {page, wait, press};
  }));
  try {
    for (const one of opened) await one.wait((now) => now.ready && now.storage === 'allowed');
    for (const one of opened) {
      await one.page.bringToFront();
      await pick_model(one);
    }
    const [{page, wait}, second] = opened;
    assert.equal((await second.wait((now) => now.storing === 0)).model, 'my-2', 'the name that was free');
    assert.deepEqual(await kept_models(page), ['model/my-1.safetensors', 'model/my-2.safetensors']);
    await page.bringToFront();
    await page.reload();
    assert.equal(own_titles(await wait((now) => own_titles(now).length === 2)).length, 2);
  } finally {
    await context.close();
  }
});

test('a damaged stored file is named and left where it is', async () => {
  await with_page({}, async ({page, wait}) => {
    await page.evaluate(() => new Promise((resolve, reject) => {
      const request = indexedDB.open('bottleneck', 1);
      request.onerror = () => reject(request.error);
      request.onsuccess = () => {
        const change = request.result.transaction('files', 'readwrite');
        change.objectStore('files').put(new Uint8Array([1, 2, 3]), 'model/my-5.safetensors');
        change.objectStore('files').put('no bytes', 'model/my-6.safetensors');
        change.oncomplete = () => {
          request.result.close();
          resolve();
        };
      };
    }));
    await page.reload();
    const now = await wait((reloaded) => reloaded.ready && reloaded.storage === 'allowed');
    assert.equal(now.notes.length, 2);
    assert.match(now.notes[0], /my-5/);
    assert.match(now.notes[1], /my-6/);
    assert.deepEqual(own_titles(now), []);
    assert.deepEqual(await kept_models(page), ['model/my-5.safetensors', 'model/my-6.safetensors']);
  });
});
