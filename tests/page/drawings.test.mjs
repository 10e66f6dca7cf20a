// The reader's own drawings: kept with a label, neighbours at once, there after a reload, out and in as a file, and what the page says
// where the browser keeps nothing.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {after, before, test} from 'node:test';
import {draw_digit} from './support/handwriting.mjs';
import {launch_unpainted, serve_strictly, use, with_ready} from './support/open.mjs';
import {with_text_version} from './support/text_version.mjs';

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const with_page = (options, run) => with_ready(browser, server.url, options, run);

const kTall = {height: 1600}; // all cards of the Data station are to be seen
const kept = (count) => (now) => now.drawings.count === count && now.storing === 0;
const own_of = (now) => now.neighbours.filter(({own}) => own);

test('a drawing is kept, is its own nearest neighbour, and is there after a reload', async () => {
  await with_page({}, async (opened) => {
    const {page, wait, press} = opened;
    const drawn = await draw_digit(opened, 3);
    assert.equal(own_of(drawn).length, 0);
    await press('keep:7');
    const now = await wait((found) => kept(1)(found) && found.neighbours[0].own);
    assert.deepEqual([now.neighbours[0].distance, now.neighbours[0].label], [0, 7]);
    assert.deepEqual(now.neighbours.slice(1).map(({index}) => index), drawn.neighbours.slice(0, -1).map(({index}) => index));
    assert.equal(now.votes[7], (drawn.votes[7] ?? 0) + 1 - (drawn.neighbours.at(-1).label === 7));
    assert.deepEqual(now.strokes, drawn.strokes, 'the pad stays as it is');
    assert.deepEqual(now.notes, []);
    await wait((later) => later.places['keep:back'] && !later.places['keep:7'], 'the row to say so');

    await press('undo');
    await draw_digit(opened, 1);
    await press('keep:1');
    assert.equal((await wait(kept(2))).drawings.labels[1], 1);
    await page.reload();
    const again = await wait((reloaded) => reloaded.ready && reloaded.codesReady && reloaded.drawings.count === 2);
    assert.deepEqual(again.drawings, {count: 2, labels: [0, 1, 0, 0, 0, 0, 0, 1, 0, 0], used: true});
    assert.deepEqual(again.notes, []);
    assert.equal(again.datasets.drawings.train, 'there');
  });
});

test('taken back on the pad; removed and brought back at the Data station', async () => {
  await with_page(kTall, async (opened) => {
    const {wait, press} = opened;
    await draw_digit(opened, 3);
    await press('keep:3');
    await wait(kept(1));
    await press('keep:back');
    await wait((now) => kept(0)(now) && own_of(now).length === 0 && now.places['keep:3']);
    await press('keep:5');
    await wait((now) => kept(1)(now) && now.drawings.labels[5] === 1);
    await press('clear');
    await draw_digit(opened, 0);
    await press('keep:0');
    await wait(kept(2));

    await press('station:data');
    await press('drawing:0');
    await press('drawings:remove');
    await wait((now) => kept(1)(now) && now.drawings.labels[5] === 0);
    await press('drawings:restore');
    await wait((now) => kept(2)(now) && now.drawings.labels[5] === 1);
    await press('drawings:clear');
    await wait(kept(0));
    await press('drawings:restore');
    await wait(kept(2));
    await press('drawings:use');
    const unused = await wait((now) => !now.drawings.used && own_of(now).length === 0);
    assert.equal(unused.drawings.count, 2);
    await opened.page.waitForFunction(() => location.hash.includes('own=0'));
  });
});

test('exported and imported elsewhere, picked or dropped', async () => {
  let file;
  await with_page(kTall, async (opened) => {
    const {page, wait, press} = opened;
    assert.equal((await opened.state()).drawings.count, 0);
    await draw_digit(opened, 4);
    await press('keep:4');
    await wait(kept(1));
    await press('station:data');
    const coming = page.waitForEvent('download');
    await press('drawings:export');
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'my-drawings.jsonl');
    file = await readFile(await download.path());
    const line = JSON.parse(String(file));
    assert.deepEqual([line.label, line.pen], [4, 2.2]);
  });
  await with_page(kTall, async ({page, wait, press}) => {
    await press('station:data');
    const chooser = page.waitForEvent('filechooser');
    await press('drawings:import');
    await (await chooser).setFiles({name: 'my-drawings.jsonl', mimeType: '', buffer: file});
    const now = await wait((found) => kept(1)(found) && found.notes.length === 1);
    assert.match(now.notes[0], /1 drawing has joined yours/);
    assert.equal(now.drawings.labels[4], 1);
    await press('dismiss');
    await wait((found) => found.notes.length === 0);
    // Dropped once more with a wrong line behind: the drawing is there already, the line is named.
    await page.evaluate((text) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([text], 'more.jsonl'));
      const canvas = document.getElementById('canvas');
      for (const type of ['dragover', 'drop'])
        canvas.dispatchEvent(new DragEvent(type, {dataTransfer: transfer, bubbles: true, cancelable: true}));
    }, `${file}{"strokes":[[[1,2]]]}\n`);
    const dropped = await wait((found) => found.notes.length === 1 && /more\.jsonl/.test(found.notes[0]));
    assert.match(dropped.notes[0], /1 were among them already.*line 2: it has no "label"/s);
    assert.equal(dropped.drawings.count, 1);
  });
});

test('storage refused: the page says so once, and the drawings vote all the same', async () => {
  const init = () => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('denied', 'SecurityError');
    };
  };
  await with_page({init}, async (opened) => {
    const {wait, press} = opened;
    await wait((now) => now.storage === 'refused');
    await draw_digit(opened, 2);
    await press('keep:2');
    const now = await wait((found) => found.drawings.count === 1 && found.notes.length === 1);
    assert.match(now.notes[0], /keeps nothing for this page.*switched off.*export/s);
    assert.ok(now.neighbours[0].own);
  });
});

test('a model of clothes has nothing to keep, and no drawing votes', async () => {
  await with_page({}, async (opened) => {
    const {wait, press} = opened;
    await draw_digit(opened, 2);
    await press('keep:2');
    await wait(kept(1));
    await opened.choose('fashion-16');
    const now = await wait((found) => found.ready && found.codesReady && found.neighbours.length > 0);
    assert.equal(own_of(now).length, 0);
    await wait((found) => !found.places['keep:2'] && !found.places['keep:back'], 'the row to go');
  });
});

test('the same through HTML alone', async () => {
  await with_text_version(browser, server.url, {}, async ({page, wait, control, press}) => {
    assert.ok(await control('keep:7').isDisabled(), 'a blank pad');
    await control('strokes').fill('6,5 20,5 10,24');
    await page.getByRole('button', {name: 'Put these strokes on the pad'}).click();
    await wait((now) => now.strokes.length === 1 && now.prediction !== null);
    await press('keep:7');
    const now = await wait((found) => kept(1)(found) && found.neighbours[0].own);
    assert.equal(now.neighbours[0].distance, 0);
    await page.getByRole('region', {name: 'Drawing'}).getByText('as 7 (drawings kept in all: 1)').waitFor();
    await page.getByRole('region', {name: 'Nearest codes'}).getByText('yours, 0').waitFor();
    await press('keep:back');
    await wait(kept(0));
  });
});
