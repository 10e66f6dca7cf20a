// Makes the pictures that the README shows, of the built page (tools/build web site), anew: node tools/pictures.mjs
//
// None shows an image of a dataset: those belong to others. What is drawn, decoded from codes, or counted does not.
import {fileURLToPath} from 'node:url';
import {draw_digit} from '../tests/page/support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly, use} from '../tests/page/support/open.mjs';

const docs = (name) => fileURLToPath(new URL(`../docs/${name}.png`, import.meta.url));

const server = await serve_strictly();
const browser = await launch_browser();

// hash: of the page's address; prepare: what is done before the picture is taken.
async function take(name, hash, size, prepare) {
  const opened = await open_in(browser, `${server.url}#v=1&theme=light&pen=2.2&${hash}`, {scale: 1, ...size});
  await use(opened, async () => {
    await opened.wait((now) => now.ready && now.codesReady && now.framesDrawn > 0);
    await prepare(opened);
    const {page, wait} = opened;
    await page.mouse.move(2, 2);
    const {framesDrawn} = await opened.state();
    await wait((now) => now.framesDrawn > framesDrawn && !now.isBusy, 'the pointer to be away');
    await page.screenshot({path: docs(name)});
  });
  console.log(docs(name));
}

await take('page', '', {}, (opened) => draw_digit(opened, 7));
await take('map', 'station=map&guide=0', {height: 860}, (opened) => draw_digit(opened, 9, {answer: 'latent'}));
await take('compression', 'station=compression', {}, async ({press, wait}) => {
  await wait((now) => now.compression?.models.length === 7);
  await press('cost:load');
  await wait((now) => now.compression.bound.length > 0 && now.compression.models.some(({here}) => here), 'the bound', 300);
  await press('measure-models');
  await wait((now) => now.compression.models.every(({here}) => here), 'all models', 300);
});
// As wide as two columns: in the third there would be test images.
await take('neighbours', 'station=neighbours&queries=10000', {width: 1140, height: 860}, async ({press, wait}) => {
  await press('confusion:load');
  await wait((now) => now.datasets.mnist.test === 'there' && now.datasets.mnist.train === 'there', 'MNIST', 120);
  await press('run-both');
  await wait((now) => now.neighboursTest?.pixels?.done === 10000 && now.neighboursTest.codes?.done === 10000, 'both', 600);
});

await browser.close();
await server.close();
