// Models from Python and to it: Keras's own files dropped on the page, what the card hands out, and files that are not what they seem.
import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {fileURLToPath} from 'node:url';
import {after, before, test} from 'node:test';
import {draw_digit} from './support/handwriting.mjs';
import {launch_unpainted, serve_strictly, with_ready} from './support/open.mjs';

const data = (name) => readFile(fileURLToPath(new URL(`../data/${name}`, import.meta.url)));

let browser, server;
before(async () => {
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

const give = (page, name, buffer) => page.locator('#files').setInputFiles({name, mimeType: '', buffer});

async function downloaded(page, id) {
  const [download] = await Promise.all([page.waitForEvent('download'), page.locator(`[id="dialog-${id}"]`).click()]);
  return {name: download.suggestedFilename(), bytes: await readFile(await download.path())};
}

test('what Keras saves is taken, and goes out as NumPy and ONNX take it', async () => {
  await with_ready(browser, server.url, {}, async (opened) => {
    const {page, wait, press} = opened;
    await give(page, 'autoencoder.h5', await data('pixels.h5'));
    await wait((now) => now.model === 'my-1' && now.ready, 'the .h5 file in the list');
    const {latent} = await draw_digit(opened, 3, {answer: 'latent'});
    assert.equal(latent.length, 2);
    await give(page, 'autoencoder.keras', await data('pixels.keras'));
    const same = await wait((now) => now.model === 'my-2' && now.ready && now.latent, 'the .keras file in the list');
    assert.deepEqual(same.latent, latent, 'the same weights');

    await press('card');
    await page.locator('#dialog[open]').waitFor();
    const npz = await downloaded(page, 'model:download-npz');
    assert.equal(npz.name, 'autoencoder-2.npz');
    const loader = await page.locator('#dialog textarea').first().inputValue();
    assert.match(loader, /np\.load\("autoencoder-2\.npz"\)[^]*Dense\(2, "relu"\)[^]*set_weights/);
    const onnx = await downloaded(page, 'model:download-encoder');
    assert.equal(onnx.name, 'autoencoder-2-encoder.onnx');
    assert.ok(onnx.bytes.includes('Gemm') && !onnx.bytes.includes('Sigmoid'));
    await page.keyboard.press('Escape');
    await give(page, npz.name, npz.bytes);
    const again = await wait((now) => now.model === 'my-3' && now.ready && now.latent, 'the .npz file in the list');
    assert.deepEqual(again.latent, latent);
  });
});

test('files that are not what they seem are told, and nothing is lost', async () => {
  await with_ready(browser, server.url, {}, async ({page, wait}) => {
    const keras = await data('pixels.keras');
    const h5 = await data('pixels.h5');
    const random = Buffer.from(Array.from({length: 5000}, (_, i) => (i * i * 7919 >> 3) & 255));
    const files = [
      ['cut.keras', keras.subarray(0, 30000), /cut\.keras.*damaged/],
      ['cut.h5', h5.subarray(0, h5.length / 2), /cut\.h5.*HDF5 cannot read it/],
      ['random.h5', Buffer.concat([h5.subarray(0, 8), random]), /random\.h5.*HDF5 cannot read it/],
      ['text.npz', Buffer.from('text'), /text\.npz.*neither a zip, an HDF5 nor a \.safetensors file/],
      ['small.h5', await data('small.h5'), /small\.h5.*28×28/],
      ['weights.pt', keras, /weights\.pt.*save the state_dict as \.safetensors/],
    ];
    for (const [i, [name, bytes, words]] of files.entries()) {
      await give(page, name, bytes);
      const {notes} = await wait((now) => now.notes.length === i + 1, `a note on ${name}`);
      assert.match(notes[i], words);
    }
    await give(page, 'renamed.zip', keras);
    await wait((now) => now.model === 'my-1' && now.ready, 'a .keras file under another name is taken all the same');
    await give(page, 'named.h5', await readFile(new URL('../../assets/models/mnist-8.safetensors', import.meta.url)));
    await wait((now) => now.model === 'my-2' && now.ready, 'and so is a .safetensors file');
  });
});
