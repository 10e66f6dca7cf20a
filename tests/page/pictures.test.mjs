// The reader's own pictures: dropped or picked as files, folders and zip files, they become a dataset like the native program's.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {existsSync} from 'node:fs';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {run_axe} from './support/axe.mjs';
import {drop, write_files} from './support/drop.mjs';
import {launch_unpainted, serve_strictly, with_ready} from './support/open.mjs';
import {png_of, striped_png, zip_of} from './support/pictures.mjs';
import {with_text_version} from './support/text_version.mjs';

const kProgram = process.env.BOTTLENECK_PROGRAM ?? fileURLToPath(new URL('../../build/native/bottleneck', import.meta.url));
const kTrain = '#v=1&station=train&on=pictures&latent=4&epochs=1&seed=3';

let browser, server, root;
before(async () => {
  [browser, server, root] = await Promise.all([launch_unpainted(), serve_strictly(), mkdtemp(join(tmpdir(), 'bottleneck-pictures-'))]);
});
after(() => Promise.all([browser?.close(), server?.close(), root && rm(root, {recursive: true})]));

// Writes files below a folder of their own; returns that folder.
let folders = 0;
async function folder_of(files) {
  const place = join(root, String(++folders));
  await write_files(place, files);
  return place;
}

// "NAME/0.png", "NAME/1.png", …, of so many pictures from make(i).
const numbered = (name, count, make) => Object.fromEntries(Array.from({length: count}, (_, i) => [`${name}/${i}.png`, make(i)]));

const with_page = (options, run) => with_ready(browser, server.url, options, run);

const are_there = ({pictures}) => pictures.state === 'there';
const have_failed = ({pictures}) => pictures.error !== '';

// One epoch on the pictures, here and in the native program: the same losses, up to `tolerance`, from the same images. Both begin with the
// same weights, which make every pixel about 1/2, so that the mean squared error tells how light the images are, pixel by pixel.
async function assert_trains_as_natively({select, press, wait}, folder, tolerance) {
  assert.ok(existsSync(kProgram), `${dirname(kProgram)} has no program: tools/build native bottleneck`);
  await select('station', 'train');
  await press('start');
  const {training} = await wait((now) => now.training.runs[0]?.state === 'finished', 'the end of the training');
  const settings = ['--latent', '4', '--epochs', '1', '--seed', '3'];
  const {stdout} = await promisify(execFile)(kProgram, ['train', '--json', '--dataset', folder, ...settings]);
  const [native] = JSON.parse(stdout).history;
  const expected = [native.train_loss, native.val_loss, native.val_bce, native.val_mse];
  training.runs[0].history[0].forEach((loss, i) => {
    assert.ok(Math.abs(loss - expected[i]) <= tolerance, `figure ${i}: ${loss} here, ${expected[i]} natively`);
  });
}

test('a dropped folder is the dataset that the native program makes of it, and can be trained on', async () => {
  const damaged = striped_png(1);
  damaged[45] ^= 0xff;
  const files = {
    ...numbered('faces/anna', 13, (i) => striped_png(i)),
    ...numbered('faces/ben', 7, (i) => striped_png(20 + i, 20 + 3 * i, 50, i % 2 === 0 ? 1 : 3)),
    'faces/ben/33.png': damaged,
    'faces/ben/34.jpg': Buffer.from('no picture'),
    'faces/ben/old/1.png': striped_png(1),
    'faces/ben/.DS_Store': Buffer.from('of the system'),
    'faces/stray.PNG': striped_png(2),
    'faces/notes.txt': Buffer.from('a stranger'),
  };
  const folder = join(await folder_of(files), 'faces');
  await with_text_version(browser, server.url, {hash: kTrain}, async (opened) => {
    const {page, wait, reads} = opened;
    await drop(page, [folder]);
    const now = await wait(are_there, 'the pictures');
    assert.equal(now.station, 'data');
    assert.deepEqual(now.pictures.classes, ['anna', 'ben']);
    assert.deepEqual(now.pictures.train, [11, 6]);
    assert.deepEqual(now.pictures.test, [2, 1]);
    assert.deepEqual(now.pictures.leftOut, [
      ['ben/old', 'its pictures lie too deep; those of a class lie in one folder'],
      ['faces/stray.PNG', 'lies beside the folders of the classes'],
      ['faces/ben/33.png', 'it is damaged: it cannot be decoded'],
      ['faces/ben/34.jpg', 'it is no PNG or JPEG picture'],
      ['faces/notes.txt', 'it is no PNG or JPEG picture'],
    ]);
    assert.deepEqual(now.notes, []);
    await reads('Your pictures', /17 \+ 3 pictures in 2 classes[^]*for this visit only/);
    assert.deepEqual(await run_axe(page), []);
    await assert_trains_as_natively(opened, folder, 1e-6);
  });
});

test('transparent pictures and JPEG files are much the same as natively', async () => {
  await with_text_version(browser, server.url, {hash: kTrain}, async (opened) => {
    const {page, wait} = opened;
    const photos = await page.evaluate(() => Promise.all(Array.from({length: 6}, async (_, number) => {
      const canvas = Object.assign(document.createElement('canvas'), {width: 200 + 10 * number, height: 150});
      const context = canvas.getContext('2d');
      const sky = context.createLinearGradient(0, 0, canvas.width, canvas.height);
      sky.addColorStop(0, `hsl(${60 * number} 80% 60%)`);
      sky.addColorStop(1, '#102030');
      context.fillStyle = sky;
      context.fillRect(0, 0, canvas.width, canvas.height);
      const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 0.9));
      return [...new Uint8Array(await blob.arrayBuffer())];
    })));
    const files = numbered('set/glass', 7, (i) => striped_png(i, 33, 44, i % 2 === 0 ? 4 : 2));
    photos.forEach((bytes, i) => { files[`set/photos/${i}.jpeg`] = Buffer.from(bytes); });
    const folder = join(await folder_of(files), 'set');
    await drop(page, [folder]);
    const now = await wait(are_there, 'the pictures');
    assert.deepEqual(now.pictures.leftOut, []);
    assert.deepEqual([now.pictures.train, now.pictures.test], [[6, 5], [1, 1]]);
    // Two decoders of one JPEG differ by a grey level or so of 255.
    await assert_trains_as_natively(opened, folder, 5e-4);
  });
});

test('a zip file stands for its folder; what else is in it is named', async () => {
  const files = {
    'faces/': Buffer.alloc(0),
    ...numbered('faces/anna', 3, (i) => striped_png(i)), ...numbered('faces/zoë', 2, (i) => striped_png(i)),
    'faces/notes.txt': Buffer.from('a stranger'), 'faces/.hidden.png': striped_png(1),
    '__MACOSX/faces/anna/._0.png': Buffer.from('of the system'),
  };
  const zip = zip_of(files, (entry) => {
    if (String(entry.path).startsWith('faces/anna')) Object.assign(entry, {method: 0, packed: entry.bytes}); // not compressed
    if (String(entry.path).includes('zoë')) entry.flags = 0; // as some programs write it
  });
  const flat = zip_of({'1.png': striped_png(1), '2.png': striped_png(2)});
  const folder = await folder_of({'faces.zip': zip, 'two/anna.zip': flat, 'two/ben.ZIP': flat});
  await with_page({}, async ({page, wait}) => {
    await drop(page, [join(folder, 'faces.zip')]);
    const now = await wait(are_there, 'the pictures');
    assert.deepEqual(now.pictures.classes, ['anna', 'zoë']);
    assert.deepEqual([now.pictures.train, now.pictures.test], [[2, 1], [1, 1]]);
    assert.deepEqual(now.pictures.leftOut, [['faces/notes.txt', 'it is no PNG or JPEG picture']]);
    assert.deepEqual(now.notes, []);
    await drop(page, [join(folder, 'two')]);
    const two = await wait(({pictures}) => pictures.classes.includes('ben'), 'a class of each zip file');
    assert.deepEqual([two.pictures.classes, two.pictures.train], [['anna', 'ben'], [1, 1]]);
  });
});

test('zip files as other programs write them', async () => {
  const folder = await folder_of({
    'dots.zip': zip_of(numbered('./dots/./anna', 2, striped_png)),
    'large.zip': zip_of(numbered('ben', 2, striped_png), (entry) => { entry.isZip64 = true; }, {isEndZip64: true}),
    'old.zip': zip_of(numbered('x', 2, striped_png), (entry) => {
      Object.assign(entry, {path: Buffer.from(`\x8erger/${String(entry.path).slice(2)}`, 'latin1'), flags: 0});
    }),
    'less.zip': zip_of(numbered('anna', 2, striped_png), undefined, {count: 1}),
  });
  await with_page({}, async ({page, wait}) => {
    const classes = {dots: 'anna', large: 'ben', old: 'Ärger'};
    for (const [name, expected] of Object.entries(classes)) {
      await drop(page, [join(folder, `${name}.zip`)]);
      await wait(({pictures}) => pictures.state === 'there' && pictures.classes[0] === expected && pictures.train[0] === 1, name);
    }
    await drop(page, [join(folder, 'less.zip')]);
    const {notes} = await wait((now) => now.notes.length === 1, 'one to be refused');
    assert.deepEqual(notes, ['"less.zip" cannot be used: its list of files is longer than it says.']);
  });
});

test('zip files that cannot be used, or want to be too large, do no harm', async () => {
  const good = {'1.png': striped_png(1), '2.png': striped_png(2)};
  const of_second = (change) => zip_of({...good, '3.png': striped_png(3)}, (entry) => {
    if (String(entry.path) === '2.png') change(entry);
  });
  const cut = zip_of(good);
  const folder = await folder_of({
    'cut.zip': cut.subarray(0, cut.length - 30),
    'documents.zip': zip_of({'a.txt': Buffer.from('text')}),
    'locked.zip': of_second((entry) => { entry.flags |= 1; }),
    'bomb.zip': of_second((entry) => { entry.size = 100; }),
    'huge.zip': of_second((entry) => { entry.size = 4e9; }),
    'strange.zip': of_second((entry) => { entry.method = 93; }),
    'broken.zip': of_second((entry) => { entry.packed = Buffer.from(entry.packed).fill(0xff, 4, 40); }),
  });
  const reasons = {
    locked: 'it is locked by a password', bomb: 'it is damaged: it cannot be unpacked', huge: 'it is too large',
    strange: 'it is packed in a way that this page does not know', broken: 'it is damaged: it cannot be unpacked',
  };
  await with_page({}, async ({page, wait}) => {
    await drop(page, ['cut', 'documents'].map((name) => join(folder, `${name}.zip`)));
    const none = await wait(({notes}) => notes.length === 2, 'both to be refused');
    assert.ok(none.notes.includes('"cut.zip" cannot be used: it is damaged: its list of files cannot be read.'), none.notes.join('\n'));
    assert.ok(none.notes.some((note) => note.startsWith('"documents.zip" is no file that this page knows.')), none.notes.join('\n'));
    assert.equal(none.pictures.state, 'none');
    for (const [name, reason] of Object.entries(reasons)) {
      await drop(page, [join(folder, `${name}.zip`)]);
      const now = await wait(({pictures}) => pictures.state === 'there' && pictures.classes[0] === name, name);
      assert.deepEqual(now.pictures.leftOut, [[`${name}/2.png`, reason]]);
      assert.deepEqual([now.pictures.train, now.pictures.test], [[1], [1]]);
    }
  });
});

test('pictures that make no dataset are refused, and those of before stay', async () => {
  const claims = striped_png(1);
  claims.writeUInt32BE(16000, 16); // pixels wide
  claims.writeUInt32BE(16000, 20);
  const folder = await folder_of({
    ...numbered('good', 2, (i) => striped_png(i)), 'a/1.png': striped_png(1), 'b/1.png': striped_png(2),
    'huge/1.png': claims, 'huge/2.png': claims, 'text/1.png': Buffer.from('text'), 'text/2.jpg': Buffer.alloc(0),
  });
  await with_page({}, async ({page, wait}) => {
    const dropped = (...names) => drop(page, names.map((name) => join(folder, name)));
    await dropped('good');
    const good = await wait(are_there, 'the good ones');
    assert.deepEqual([good.pictures.classes, good.pictures.train, good.pictures.test], [['good'], [1], [1]]);
    const refused = async (names, error) => {
      await dropped(...names);
      const {pictures} = await wait((now) => now.pictures.error === error, error);
      assert.deepEqual({...pictures, error: ''}, good.pictures);
    };
    await refused(['a', 'b'], 'At least one class must have two pictures that can be read, one to train on and one to test with.');
    await refused(['huge'], 'None of these pictures can be used. The first problem: huge/1.png: its 16000 × 16000 pixels are too many.');
    await refused(['text'], 'None of these pictures can be used. The first problem: text/1.png: it is no PNG or JPEG picture.');
  });
});

// In the page, before anything runs: what is read back of a canvas, or of one that is not of the size `spared`, is a little wrong, as some
// browsers have it against being recognised.
function falsify_canvas(spared) {
  const {prototype} = CanvasRenderingContext2D;
  const read = prototype.getImageData;
  window.isFalsified = true;
  prototype.getImageData = function getImageData(...values) {
    const image = read.apply(this, values);
    if (window.isFalsified && image.width !== spared) image.data[4 * Math.floor(image.data.length / 8) + 1] ^= 1;
    return image;
  };
}

test('a browser that falsifies what is read of a canvas is told of, until it does not', async () => {
  const folder = await folder_of(numbered('few', 3, striped_png));
  for (const spared of [0, 64]) {
    await with_page({init: `(${falsify_canvas})(${spared});`}, async ({page, wait}) => {
      await drop(page, [join(folder, 'few')]);
      const {pictures} = await wait((now) => have_failed(now) || are_there(now), 'them to be refused');
      assert.match(pictures.error, /^None of these pictures can be used\. The first problem: few\/0\.png: this browser, or an extension, falsifies /);
      assert.equal(pictures.state, 'none');
      await page.evaluate(() => { window.isFalsified = false; });
      await drop(page, [join(folder, 'few')]);
      assert.deepEqual((await wait(are_there, 'the pictures')).pictures.leftOut, []);
    });
  }
});

// In the page, before anything runs: as Chrome 95 to 111 and Firefox 100 to 110 have it.
function refuse_orientation() {
  const decode = window.createImageBitmap;
  window.createImageBitmap = async (source, options) => {
    if (options?.imageOrientation === 'from-image') throw new TypeError('not a valid enum value of type ImageOrientation');
    return decode(source, options);
  };
}

// In the page: the grey of a photograph, light on its left half and dark on the other, that says that it lies on its side.
async function grey_of_turned_photograph() {
  const canvas = Object.assign(document.createElement('canvas'), {width: 40, height: 20});
  const context = canvas.getContext('2d');
  context.fillRect(0, 0, 40, 20);
  context.fillStyle = '#fff';
  context.fillRect(0, 0, 20, 20);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', 1));
  const jpeg = new Uint8Array(await blob.arrayBuffer());
  // EXIF behind the first marker: one field, orientation 6.
  const exif = [0xff, 0xe1, 0, 34, ...[...'Exif\0\0MM\0*'].map((letter) => letter.charCodeAt(0)), 0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1, 0, 6, 0, 0,
    0, 0, 0, 0];
  const turned = Uint8Array.from([...jpeg.subarray(0, 2), ...exif, ...jpeg.subarray(2)]);
  const {greyPicture} = await import(new URL('pictures.js', document.baseURI));
  const program = {HEAPU8: new Uint8Array(1e5), _malloc: () => 1, _free() {}, _page_picture_problem: () => 0};
  const {width, height, grey} = await greyPicture(program, turned);
  return {size: [width, height], light: grey[5 * width + 10], dark: grey[35 * width + 10]};
}

test('a photograph is turned upright, also in browsers that have no word for it', async () => {
  for (const init of [undefined, `(${refuse_orientation})();`]) {
    await with_page({init}, async ({page}) => {
      const {size, light, dark} = await page.evaluate(grey_of_turned_photograph);
      assert.deepEqual(size, [20, 40]);
      assert.ok(light > 240 && dark < 15, `${light} above, ${dark} below`);
    });
  }
  const damaged = striped_png(1);
  damaged[45] ^= 0xff;
  const folder = await folder_of({...numbered('few', 3, striped_png), 'few/damaged.png': damaged});
  await with_page({init: `(${refuse_orientation})();`}, async ({page, wait}) => {
    await drop(page, [join(folder, 'few')]);
    assert.deepEqual((await wait(are_there, 'the pictures')).pictures.leftOut, [['few/damaged.png', 'it is damaged: it cannot be decoded']]);
  });
});

// In the page, before anything runs: decoding, but that of the first four files, waits until window.letGo() is called.
function hold_decoding() {
  const decode = window.createImageBitmap;
  const held = new Promise((resolve) => { window.letGo = resolve; });
  let count = 0;
  window.createImageBitmap = async (...values) => {
    if (values[0] instanceof Blob && ++count > 4) await held;
    return decode(...values);
  };
}

test('reading shows how far it is and can be cancelled; then others can be given, and removed', async () => {
  const folder = await folder_of({...numbered('many', 30, (i) => striped_png(i)), ...numbered('few', 3, (i) => striped_png(i))});
  await with_page({init: `(${hold_decoding})();`}, async ({page, wait, press}) => {
    await drop(page, [join(folder, 'few')]);
    await wait(are_there, 'the first ones');
    await drop(page, [join(folder, 'many')]);
    const reading = await wait(({pictures, places}) => pictures.state === 'reading' && pictures.done === 1 && places['pictures:cancel']);
    assert.equal(reading.pictures.total, 30);
    assert.ok(!reading.places['pictures:folder']);
    await press('pictures:cancel');
    const cancelled = await wait(are_there, 'the ones before');
    assert.deepEqual(cancelled.pictures.classes, ['few']);
    await page.evaluate(() => window.letGo());
    await drop(page, [join(folder, 'many')]);
    const many = await wait(({pictures}) => pictures.state === 'there' && pictures.classes[0] === 'many', 'the others');
    assert.deepEqual([many.pictures.train, many.pictures.test], [[25], [5]]);
    await press('pictures:remove');
    await wait(({pictures, places}) => pictures.state === 'none' && !places['pictures:remove']);

    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press('pictures:folder')]);
    await chooser.setFiles(join(folder, 'few'));
    await wait(are_there, 'the picked folder');
    const [files] = await Promise.all([page.waitForEvent('filechooser'), press('pictures:files')]);
    assert.ok(files.isMultiple());
  });
});

test('a folder and files are picked beside the canvas', async () => {
  const folder = await folder_of({...numbered('faces/anna', 2, (i) => striped_png(i)), ...numbered('faces/ben', 1, (i) => striped_png(i))});
  await with_text_version(browser, server.url, {hash: '#v=1&station=data', width: 320, height: 640}, async ({page, wait, press, control}) => {
    const picked = (use_it) => Promise.all([page.waitForEvent('filechooser'), use_it()]).then(([chooser]) => chooser);
    const {places} = await wait((now) => now.places['pictures:folder'] && now.places['pictures:files']);
    for (const name of ['pictures:folder', 'pictures:files']) {
      assert.ok(places[name].x >= 0 && places[name].x + places[name].width <= 320, `${name} is within the page`);
    }
    let chooser = await picked(() => press('pictures:folder'));
    await chooser.setFiles(join(folder, 'faces'));
    const faces = await wait(are_there, 'the folder');
    assert.deepEqual([faces.pictures.classes, faces.pictures.train, faces.pictures.test], [['anna', 'ben'], [1, 1], [1, 0]]);
    chooser = await picked(() => press('pictures:files'));
    assert.ok(chooser.isMultiple());
    await chooser.setFiles(['anna/0.png', 'anna/1.png'].map((name) => join(folder, 'faces', name)));
    const loose = await wait(({pictures}) => pictures.classes[0] === 'pictures', 'the files');
    assert.deepEqual([loose.pictures.train, loose.pictures.test], [[1], [1]]);
    await press('pictures:remove');
    await wait(({pictures}) => pictures.state === 'none');
    assert.equal(await control('pictures:remove').count(), 0);
  });
});

test('a large picture is reduced without a harm, and the page stays', async () => {
  const folder = await folder_of({
    'large/1.png': png_of(7000, 5000, 1, Buffer.alloc(7000 * 5000, 90)),
    'large/2.png': png_of(1, 4000, 1, Buffer.alloc(4000, 200)),
  });
  await with_page({}, async ({page, wait}) => {
    await drop(page, [join(folder, 'large')]);
    const now = await wait((found) => are_there(found) || have_failed(found), 'the pictures');
    assert.deepEqual([now.pictures.error, now.pictures.leftOut, now.pictures.train], ['', [], [1]]);
  });
});
