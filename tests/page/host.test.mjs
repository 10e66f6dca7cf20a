// The page inside another one, of another origin: it answers what it may be asked, tells what happens, and says how high it wants to be.
import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {after, before, test} from 'node:test';
import {launch_unpainted, open_in, serve_strictly, state_where, until, use} from './support/open.mjs';

const kVersion = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')).version;

// A small host: what it hears is in `heard`, ask() sends a request and waits for its answer. It takes part in H5P's greeting, and makes the
// frame as high as it is told, and `more`, once `obeys` is set.
const kHost = (frame) => `<!doctype html><html lang="en"><title>Host</title><body style="margin:0">
<iframe id="lab" title="Lab" style="border:0;width:900px;height:600px" src="${frame}"></iframe>
<iframe id="stranger" title="Stranger" hidden srcdoc="<p>"></iframe>
<script>
  const lab = document.getElementById('lab');
  const heard = [];
  let obeys = '';
  let more = 0;
  let last = 0;
  const height = {
    bottleneck: ({bottleneck, event, data}) => bottleneck === 1 && event === 'resize' && data.height,
    canvas: ({subject, height}) => subject === 'lti.frameResize' && height,
    h5p: ({context, action, scrollHeight}) => context === 'h5p' && action === 'resize' && scrollHeight,
  };
  addEventListener('message', ({data, source}) => {
    if (source !== lab.contentWindow) return;
    heard.push(data);
    if (data.context === 'h5p' && data.action === 'hello') source.postMessage({context: 'h5p', action: 'hello'}, '*');
    const wanted = obeys && height[obeys](data);
    if (wanted) lab.style.height = wanted + more + 'px';
  });
  function ask(request, data = {}) {
    const id = ++last;
    lab.contentWindow.postMessage({bottleneck: 1, id, request, data}, '*');
    return new Promise((resolve) => {
      const look = () => {
        const answer = heard.find((one) => one.id === id);
        if (answer) resolve(answer); else setTimeout(look, 10);
      };
      look();
    });
  }
  const told = (way) => heard.map(height[way]).filter((one) => one);
</script></html>`;

let browser, site, host, frame_source;
before(async () => {
  host = createServer((_, response) => response.writeHead(200, {'Content-Type': 'text/html'}).end(kHost(frame_source)));
  [browser, site] = await Promise.all([launch_unpainted(), serve_strictly({}), new Promise((resolve) => host.listen(0, '127.0.0.1', resolve))]);
});
after(() => Promise.all([browser?.close(), site?.close(), new Promise((resolve) => host.close(resolve))]));

const origin = () => `http://127.0.0.1:${host.address().port}`;

// The host's page and the frame in it, which is ready. query, hash: of the frame's address.
async function with_host({query = '', hash = 'v=1&pen=2.2', ...options}, run) {
  frame_source = `${site.url}${query}#${hash}`;
  const opened = await open_in(browser, `${origin()}/`, {hosts: /127\.0\.0\.1/, ...options});
  await use(opened, async () => {
    const {page} = opened;
    const frame = page.frames()[1];
    const ask = async (request, data) => page.evaluate(([name, what]) => ask(name, what), [request, data]);
    // The events of that name that were heard, from one place on; those that fit, once there is one.
    const event = (name, fits = () => true, from = 0) => until(async () => (
      (await page.evaluate(([wanted, first]) => heard.slice(first).filter((one) => one.event === wanted).map(({data}) => data), [name, from])).find(fits)
    ), `the event ${name} that is ${fits}`);
    const count = () => page.evaluate(() => heard.length);
    await event('ready');
    await run({...opened, frame, ask, event, count});
  });
}

test('a host of another origin draws, chooses, trains and reads the results', async () => {
  await with_host({query: `?host=https://a.example,${origin()}`, hash: 'v=1&pen=2.2&hide=header'}, async ({page, frame, ask, event, count}) => {
    await ask('getState');
    assert.ok(!await page.evaluate(() => heard.some((one) => ['prediction', 'error'].includes(one.event))), 'who has not connected hears nothing');
    const before = await count();
    assert.deepEqual((await ask('connect')).result, {protocol: 1, version: kVersion});
    assert.deepEqual(await event('ready', () => true, before), {protocol: 1, version: kVersion, station: 'draw'});
    assert.equal((await event('prediction')).digit, null);

    assert.deepEqual((await ask('setStrokes', {strokes: [[[14, 4], [14.5, 14], [14, 24]]]})).result, {});
    const seen = await event('prediction', ({digit}) => digit !== null);
    assert.equal(seen.code.length, 16);
    assert.equal(seen.votes.reduce((sum, {count: votes}) => sum + votes, 0), 7);
    assert.equal(seen.name, String(seen.digit));
    assert.deepEqual((await ask('setModel', {name: 'mnist-8'})).result, {model: 'mnist-8'});
    const other = await event('prediction', ({model, digit}) => model === 'mnist-8' && digit !== null);
    assert.equal(other.code.length, 8);

    assert.equal((await ask('setState', {settings: {station: 'stars'}})).error.code, 'bad-setting');
    const {settings, address} = (await ask('setState', {settings: {station: 'train'}})).result;
    assert.equal(settings.station, 'train');
    assert.match(address, /^v=1&station=train&model=mnist-8&.*draw=/);
    const {run} = (await ask('train', {settings: {on: 'synthetic', digits: '600', latent: '4', epochs: '2', batch: '50'}})).result;
    const done = await event('completed', (one) => one.task === 'train');
    assert.equal(done.run, run);
    assert.equal(done.epochs, 2);
    const progress = await event('progress');
    assert.ok(progress.done >= 0 && progress.done <= 1 && progress.epochs === 2);
    const {training, prediction} = (await ask('getResults')).result;
    assert.deepEqual(training.epochs.map(({epoch}) => epoch), [1, 2]);
    assert.equal(training.epochs[1].validationLoss, done.validationLoss);
    assert.equal(prediction.model, 'mnist-8');

    // Another window than the parent, and what is no message of these.
    const heard_before = await frame.evaluate(() => {
      window.hears = 0;
      addEventListener('message', () => { window.hears += 1; });
      return JSON.stringify(window.bottleneck.state().strokes);
    });
    await page.evaluate(() => {
      const from = document.getElementById('stranger').contentWindow;
      from.eval('parent.lab.contentWindow.postMessage({bottleneck: 1, id: "stranger", request: "clear"}, "*")');
      for (const message of ['clear', null, 7, {id: 1, request: 'clear'}, {bottleneck: 2, id: 1, request: 'clear'}]) lab.contentWindow.postMessage(message, '*');
    });
    await until(() => frame.evaluate(() => window.hears === 6), 'all of them to arrive');
    await ask('getState');
    assert.equal(JSON.stringify((await state_where(frame, () => true)).strokes), heard_before);
    assert.ok(!await page.evaluate(() => heard.some((one) => one.id === 'stranger')));
    // What cannot be written as JSON is refused.
    assert.equal((await page.evaluate(() => {
      lab.contentWindow.postMessage({bottleneck: 1, id: 'odd', request: 'setImage', data: {pixels: 7n}}, '*');
      return new Promise((resolve) => {
        const look = () => {
          const answer = heard.find((one) => one.id === 'odd');
          if (answer) resolve(answer); else setTimeout(look, 10);
        };
        look();
      });
    })).error.code, 'bad-request');
  });
});

test('a host that the address does not name is not heard; a browser that sizes frames by itself is asked to, and may refuse', async () => {
  const init = () => {
    window.requestResize = () => {
      window.resizes = (window.resizes ?? 0) + 1;
      throw new DOMException('not here', 'NotAllowedError');
    };
  };
  await with_host({query: '?host=https://a.example', init}, async ({page, frame}) => {
    await frame.evaluate(() => addEventListener('message', ({data}) => parent.postMessage({mark: data}, '*')));
    await page.evaluate(() => lab.contentWindow.postMessage({bottleneck: 1, id: 1, request: 'connect'}, '*'));
    await until(() => page.evaluate(() => heard.some((one) => one.mark)), 'the request to arrive');
    assert.ok(!await page.evaluate(() => heard.some((one) => one.id === 1)));
    await until(() => frame.evaluate(() => window.resizes > 0), 'the browser to be asked');
  });
});

test('the height told is the content’s own, whatever the frame’s is: no loop in 1,000 resizes', async () => {
  await with_host({}, async ({page, frame}) => {
    const told = (way) => page.evaluate((name) => told(name), way);
    await state_where(frame, (now) => now.codesReady && now.places.pad, 'the page to be ready');
    await until(async () => (await told('bottleneck')).length > 0, 'a height to be told');
    const rest = () => page.evaluate(async () => {
      for (let before = -1; before !== heard.length;) {
        before = heard.length;
        await new Promise((resolve) => setTimeout(resolve, 300));
      }
    });
    await rest();
    const own = (await told('bottleneck')).at(-1);
    assert.ok(own > 300 && own < 3000, String(own));
    assert.equal((await told('canvas')).at(-1), own);
    assert.equal((await told('h5p')).at(-1), own);

    const count = (await told('bottleneck')).length;
    await page.evaluate(async () => {
      for (let i = 0; i < 1000; ++i) {
        lab.style.height = `${200 + (i * 7919) % 1400}px`;
        if (i % 10 === 0) await new Promise(requestAnimationFrame);
      }
    });
    await rest();
    assert.deepEqual((await told('bottleneck')).slice(count), [], 'nothing new is told of a height that has not changed');

    // Hosts that obey, exactly or with a border: another width has another height, and the first one its own again.
    for (const [way, more] of [['bottleneck', 0], ['canvas', 2], ['h5p', 40]]) {
      await page.evaluate(([obeyed, border]) => { obeys = obeyed; more = border; lab.style.width = '500px'; }, [way, more]);
      await until(async () => (await told(way)).at(-1) !== own, 'another height');
      await rest();
      assert.equal(await page.evaluate(() => lab.clientHeight), (await told(way)).at(-1) + more);
      await page.evaluate(() => { lab.style.width = '900px'; });
      await until(async () => (await told(way)).at(-1) === own, 'the first height again');
      await rest();
      assert.equal((await told(way)).at(-1), own);
      assert.equal(await page.evaluate(() => lab.clientHeight), own + more);
    }
    // As high as it wants to be, nothing of it is cut off and nothing scrolls.
    await page.evaluate((height) => { more = 0; lab.style.height = `${height}px`; }, own);
    await rest();
    assert.deepEqual(await frame.evaluate(() => [innerHeight, document.documentElement.scrollHeight]), [own, own]);
    // With the page as text it grows by that.
    await frame.click('summary');
    await until(async () => (await told('bottleneck')).at(-1) > own, 'the height with the text');
  });
});
