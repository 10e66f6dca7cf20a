// The front-end module for anywidget by itself: as hosts load it, as text, away from all other files, with models of the kinds that
// they have. The page in its frame is a stand-in; real hosts are in tests/hosts.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {kContentSecurityPolicy, launch_unpainted, open_in, serve_strictly, until, use} from './support/open.mjs';

const kPrediction = {model: 'mnist-16', digit: 7, name: '7', votes: [{label: 7, name: '7', count: 7}], code: [0.5, 2], error: 0.1};
const kStandIn = `
  const tell = (message) => parent.postMessage({bottleneck: 1, ...message}, '*');
  addEventListener('message', ({source, data: {bottleneck, id, request, data}}) => {
    if (source !== parent || bottleneck !== 1) return;
    tell({id, result: {request, data}});
    if (request === 'connect') {
      tell({event: 'ready', data: {protocol: 1, version: '0', station: 'draw'}});
      tell({event: 'prediction', data: ${JSON.stringify(kPrediction)}});
      tell({event: 'prediction', data: {model: 'mnist-16', digit: null}});
    }
  });
  tell({event: 'ready', data: {protocol: 1, version: '0', station: 'draw'}});
`;
const page_with = (script = '') => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>${script}<body></body></html>`;

let browser, server;
before(async () => {
  const extra = {'stand-in.html': page_with('<script type="module" src="stand-in.js"></script>'), 'stand-in.js': kStandIn, 'host.html': page_with()};
  const policy = kContentSecurityPolicy.replace("script-src 'self'", "script-src 'self' blob:");
  [browser, server] = await Promise.all([launch_unpainted(), serve_strictly({extra, policy})]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

// Runs `run` where the module was rendered for a model of this kind with these values. In the page: model, heard (what it was set to), end().
async function with_widget(kind, values, run) {
  const opened = await open_in(browser, `${server.url}host.html`);
  const {page} = opened;
  await page.evaluate(async ([how, given]) => {
    const text = await (await fetch('bottleneck.mjs')).text();
    const {default: widget} = await import(URL.createObjectURL(new Blob([text], {type: 'text/javascript'})));
    const refuse = () => {
      throw new Error('not implemented yet');
    };
    const target = new EventTarget();
    window.heard = [];
    const whole = {
      get: (name) => given[name],
      set(name, value) {
        given[name] = value;
        target.dispatchEvent(new Event(`change:${name}`));
      },
      save_changes: () => heard.push([given.prediction, given.code]),
      on: (name, call) => target.addEventListener(name, call),
      off: (name, call) => target.removeEventListener(name, call),
    };
    window.model = {whole, keeps_nothing: {...whole, save_changes: refuse, off: refuse}, plain: given}[how];
    const el = document.body.appendChild(document.createElement('div'));
    window.end = widget.render({model: window.model, el});
  }, [kind, values]);
  const address = () => page.evaluate(() => document.querySelector('bottleneck-lab')?.shadowRoot.querySelector('iframe')?.src);
  await use(opened, () => run({page, address}));
}

test('settings go in, also later ones, and prediction and code come out', async () => {
  const values = {src: 'stand-in.html', station: 'draw', model: '', k: null, seed: 0, height: 200};
  await with_widget('whole', values, async ({page, address}) => {
    const heard = await until(() => page.evaluate(() => heard.length === 2 && heard), 'two predictions');
    assert.deepEqual(heard, [[kPrediction, kPrediction.code], [{model: 'mnist-16', digit: null}, []]]);
    assert.equal(await address(), `${server.url}stand-in.html#v=1&pen=2.2&station=draw&seed=0`);
    const look = (name) => page.evaluate((which) => document.querySelector('bottleneck-lab')?.getAttribute(which), name);
    assert.deepEqual([await look('model'), await look('k'), await look('height')], [null, null, '200']);
    await page.evaluate(() => model.set('k', 3));
    assert.equal(await look('k'), '3');
    await page.evaluate(() => end());
    assert.equal(await page.locator('bottleneck-lab').count(), 0);
  });
});

for (const kind of ['keeps_nothing', 'plain']) {
  test(`the page is shown all the same where the host's model is of the kind ${kind}`, async () => {
    await with_widget(kind, {src: 'stand-in.html', station: 'map'}, async ({page, address}) => {
      await page.locator('bottleneck-lab .poster').waitFor({state: 'detached'});
      assert.equal(await address(), `${server.url}stand-in.html#v=1&pen=2.2&station=map`);
      await page.evaluate(() => end());
      assert.equal(await page.locator('bottleneck-lab').count(), 0);
    });
  });
}

test('without the place of the page, the widget says what it needs', async () => {
  await with_widget('whole', {src: '', station: 'map'}, async ({page}) => {
    assert.match(await page.locator('body').innerText(), /has to be told where the page is: “src”/);
  });
});
