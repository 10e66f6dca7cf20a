// The element <bottleneck-lab> by itself: with a stand-in for the page in its frame, which says and does what the page seldom does.
// How both work together is tested in embedding.test.mjs.
import assert from 'node:assert/strict';
import {after, before, test} from 'node:test';
import {kContentSecurityPolicy, launch_unpainted, open_in, serve_strictly, until, use} from './support/open.mjs';

// Answers most requests with what was asked, "setModel" and one setting with an error, and "stop" not at all.
const kStandIn = `
  const tell = (message) => parent.postMessage({bottleneck: 1, ...message}, '*');
  const ready = () => tell({event: 'ready', data: {protocol: 1, version: '0', station: 'draw'}});
  addEventListener('message', ({source, data: {bottleneck, id, request, data}}) => {
    if (source !== parent || bottleneck !== 1 || request === 'stop') return;
    if (request === 'setModel') tell({id, error: {code: 'unknown-model', message: 'There is no ' + data.name + '.'}});
    else if (request === 'setState' && data.settings?.k === '0') tell({id, error: {code: 'bad-setting', message: 'k is too small.'}});
    else tell({id, result: {request, data}});
    if (request === 'connect') ready();
  });
  ready();
  tell({event: 'resize', data: {height: 300}});
`;
const page_with = (script) => (
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><script type="module" src="${script}"></script><body></body></html>`);
const kStyles = 'bottleneck-lab.own { height: 210px; } .narrow { width: 200px; }';

let browser, server, other;
before(async () => {
  const extra = {
    'stand-in.html': page_with('stand-in.js'), 'stand-in.js': kStandIn, 'own.css': kStyles,
    'host.html': page_with('embed.js').replace('<script', '<link rel="stylesheet" href="own.css"><script'),
  };
  const policy = `${kContentSecurityPolicy}; frame-src *`;
  [browser, server, other] = await Promise.all([
    launch_unpainted(), serve_strictly({extra, policy, prefix: '/course/'}), serve_strictly({extra, prefix: '/elsewhere/', is_open: true}),
  ]);
});
after(() => Promise.all([browser?.close(), server?.close(), other?.close()]));

// Runs `run` with a host page that has these elements in it. In the page: lab(i), an element; heard, the events [name, detail, i], …
async function with_host(html, run, options) {
  const opened = await open_in(browser, `${server.url}host.html`, options);
  const {page} = opened;
  await page.evaluate(async (source) => {
    await customElements.whenDefined('bottleneck-lab');
    const labs = () => [...document.querySelectorAll('bottleneck-lab')];
    window.lab = (i = 0) => labs()[i];
    window.heard = [];
    for (const name of ['ready', 'resize', 'prediction', 'error']) {
      document.addEventListener(`bottleneck-${name}`, ({target, detail}) => heard.push([name, detail, labs().indexOf(target)]));
    }
    // What a call of a method came to.
    window.outcome = (call) => call().then((result) => result, ({name, code, message}) => ({name, code, message}));
    document.body.innerHTML = source;
  }, html);
  const heard = (name, count = 1) => until(async () => {
    const all = (await page.evaluate(() => window.heard)).filter((one) => one[0] === name);
    return all.length >= count && all;
  }, `${count} × “${name}”`);
  const address = (i = 0) => page.evaluate((which) => lab(which).shadowRoot.querySelector('iframe')?.src ?? null, i);
  const height = (i = 0) => page.evaluate((which) => lab(which).shadowRoot.querySelector('iframe').clientHeight, i);
  await use(opened, () => run({page, heard, address, height}));
}
const kLab = '<bottleneck-lab src="stand-in.html"></bottleneck-lab>';
const kFar = '<br>'.repeat(300);

test('the page is loaded when it comes near, with what the attributes say; a poster stands there before', async () => {
  const attributes = 'src="stand-in.html" station="map" model="a b" dataset="mnist" hide="header,samples" links="" settings="axes=units&amp;pen=3" theme="dark"';
  const html = `${kFar}<bottleneck-lab ${attributes} label="The map"></bottleneck-lab>${kFar}${kLab}`;
  await with_host(html, async ({page, heard, address}) => {
    assert.match(await page.locator('.poster').first().innerText(), /The map\s+Loads when it comes into view\s+Load now/);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
    assert.equal(await address(), null);
    await page.evaluate(() => lab().scrollIntoView());
    await heard('ready');
    const hash = '#v=1&pen=3&station=map&model=a%20b&on=mnist&see=mnist&theme=dark&hide=header%2Csamples&axes=units';
    assert.equal(await address(), `${server.url}stand-in.html${hash}`);
    assert.equal(await page.locator('iframe').getAttribute('title'), 'The map');
    await page.locator('.poster').nth(1).waitFor({state: 'detached'});
    // The other one is far away still; its button loads it.
    assert.equal(await address(1), null);
    await page.locator('button').press('Enter');
    await heard('ready', 2);
    assert.equal(await address(1), `${server.url}stand-in.html#v=1&pen=2.2`);
    assert.equal(await page.evaluate(() => lab(1).shadowRoot.activeElement.localName), 'iframe');
  });
});

test('where the page is: beside embed.js, elsewhere, or in a link; "eager" and a picture', async () => {
  const html = `<bottleneck-lab></bottleneck-lab>
    <bottleneck-lab src="stand-in.html?host=a#v=1&amp;station=map&amp;k=3" k="5"></bottleneck-lab>${kFar}
    <bottleneck-lab src="stand-in.html" loading="eager"></bottleneck-lab>
    <bottleneck-lab src="stand-in.html" poster="icon.svg"></bottleneck-lab>`;
  await with_host(html, async ({page, heard, address}) => {
    await heard('ready', 2);
    assert.equal(await address(0), `${server.url}index.html#v=1&pen=2.2`);
    assert.equal(await address(1), `${server.url}stand-in.html?host=a#v=1&station=map&k=5`); // an old link's pen
    assert.equal(await address(2), `${server.url}stand-in.html#v=1&pen=2.2`);
    assert.equal(await page.locator('.poster img').getAttribute('src'), 'icon.svg');
  });
});

test('the height is what the page wants, what an attribute says, or what the style sheet around says', async () => {
  const lab = (more) => `<bottleneck-lab src="stand-in.html" ${more}></bottleneck-lab>`;
  await with_host([lab(''), lab('height="222"'), lab('height="50vh"'), lab('class="own"'), lab('height="red"')].join(''), async ({page, heard, height}) => {
    await heard('resize', 5);
    assert.deepEqual(await Promise.all([0, 1, 2, 3, 4].map(height)), [300, 222, 400, 210, 300]);
    await page.evaluate(() => {
      lab(0).setAttribute('height', '150');
      lab(1).removeAttribute('height');
    });
    assert.deepEqual(await Promise.all([0, 1].map(height)), [150, 300]);
  });
});

test('requests wait for the page; answers, errors and silence reach who has asked', async () => {
  await with_host(`${kFar}${kLab}`, async ({page, heard}) => {
    await page.evaluate(() => {
      window.early = outcome(() => lab().setImage(new Uint8Array([1, 2, 3])));
      lab().scrollIntoView();
    });
    assert.deepEqual(await page.evaluate(() => early), {request: 'setImage', data: {pixels: [1, 2, 3]}});
    await heard('ready');
    const calls = await page.evaluate(async () => {
      lab().timeout = 200;
      return Promise.all([
        outcome(() => lab().getState()), outcome(() => lab().setState({address: 'v=1'})),
        outcome(() => lab().setStrokes([[[1, 2]]])), outcome(() => lab().setStrokes([], 3)), outcome(() => lab().clear()),
        outcome(() => lab().train()), outcome(() => lab().train({seed: '3'})), outcome(() => lab().getResults()),
        outcome(() => lab().setModel('x')), outcome(() => lab().stop()), outcome(() => lab().setStrokes(() => {})),
      ]);
    });
    assert.deepEqual(calls.slice(0, 8), [
      {request: 'getState', data: {}}, {request: 'setState', data: {address: 'v=1'}},
      {request: 'setStrokes', data: {strokes: [[[1, 2]]]}}, {request: 'setStrokes', data: {strokes: [], pen: 3}}, {request: 'clear', data: {}},
      {request: 'train', data: {}}, {request: 'train', data: {settings: {seed: '3'}}}, {request: 'getResults', data: {}},
    ]);
    assert.deepEqual(calls[8], {name: 'BottleneckError', code: 'unknown-model', message: 'There is no x.'});
    assert.deepEqual([calls[9].name, calls[9].code], ['BottleneckError', 'timeout']);
    assert.equal(calls[10].name, 'DataCloneError');
  });
});

test('a page that never answers is given up, until it answers after all', async () => {
  await with_host('', async ({page, heard}) => {
    await page.clock.install(); // of the whole context
    await page.evaluate(() => {
      document.body.innerHTML = '<bottleneck-lab src="host.html"></bottleneck-lab>';
      window.early = outcome(() => lab().clear());
    });
    await page.locator('.poster').waitFor({state: 'detached'});
    // Its time runs from when it is seen.
    const code = await until(async () => {
      await page.clock.fastForward(60_000);
      return page.evaluate(() => Promise.race([early, null]).then((result) => result?.code));
    }, 'the request to be given up');
    assert.equal(code, 'not-ready');
    assert.equal((await page.evaluate(() => outcome(() => lab().clear()))).code, 'not-ready');
    await page.frames()[1].goto(`${server.url}stand-in.html`);
    await heard('ready');
    assert.equal((await page.evaluate(() => outcome(() => lab().clear()))).request, 'clear');
  }, {context: {}});
});

test('a changed attribute reaches the page without loading it anew', async () => {
  await with_host(kLab, async ({page, heard, address}) => {
    await heard('ready');
    await page.evaluate(() => {
      window.asked = [];
      window.addEventListener('message', ({data}) => data.result && asked.push(data.result));
      lab().setAttribute('station', 'train');
      lab().setAttribute('dataset', 'mnist');
      lab().setAttribute('settings', 'v=1&epochs=3');
    });
    const asked = (count) => until(async () => {
      const all = await page.evaluate(() => window.asked);
      return all.length >= count && all;
    }, `${count} answers`);
    assert.deepEqual(await asked(1), [{request: 'setState', data: {settings: {station: 'train', on: 'mnist', see: 'mnist', epochs: '3'}}}]);
    await page.evaluate(() => {
      for (const name of ['station', 'dataset']) lab().removeAttribute(name);
    });
    assert.deepEqual((await asked(2))[1].data.settings, {station: 'draw'}); // which dataset, is left as it is
    await page.evaluate(() => lab().setAttribute('k', '0'));
    assert.deepEqual(await heard('error'), [['error', {code: 'bad-setting', message: 'k is too small.'}, 0]]);
    assert.equal((await heard('ready')).length, 1);
    assert.equal(await address(), `${server.url}stand-in.html#v=1&pen=2.2`);
  });
});

test('only what the own frame says from its own origin is heard', async () => {
  await with_host(`${kLab}${kLab}`, async ({page, heard}) => {
    await heard('resize', 2);
    const frames = await Promise.all([0, 1].map(async (i) => (await page.locator('iframe').nth(i).elementHandle()).contentFrame()));
    const message = {bottleneck: 1, event: 'prediction', data: {digit: 3}};
    await page.evaluate((data) => window.postMessage(data, '*'), message); // not from a frame
    await frames[1].evaluate((data) => parent.postMessage({...data, bottleneck: 2}, '*'), message); // another version
    await frames[1].evaluate(() => parent.postMessage(null, '*'));
    await frames[1].evaluate((data) => parent.postMessage(data, '*'), message);
    assert.deepEqual(await heard('prediction'), [['prediction', {digit: 3}, 1]]);
    // The same window, but no longer the same site.
    await frames[1].goto(`${other.url}stand-in.html`);
    await frames[1].evaluate((data) => parent.postMessage(data, '*'), message);
    await frames[0].evaluate((data) => parent.postMessage(data, '*'), message);
    assert.deepEqual((await heard('prediction', 2))[1], ['prediction', {digit: 3}, 0]);
    assert.equal((await heard('ready')).length, 2);
  }, {hosts: /127\.0\.0\.1/});
});

test('a frame that is loaded anew, removed, put back and moved', async () => {
  await with_host(`${kLab}<div id="there"></div>`, async ({page, heard}) => {
    await heard('ready');
    const unanswered = () => page.evaluate(() => { window.lost = outcome(() => lab().stop()); });
    const lost = async () => (await page.evaluate(() => window.lost)).code;
    await unanswered();
    await page.frames()[1].evaluate(() => setTimeout(() => location.reload()));
    assert.equal(await lost(), 'reloaded');
    await heard('ready', 2);
    assert.equal((await page.evaluate(() => outcome(() => lab().clear()))).request, 'clear');

    await unanswered();
    await page.evaluate(() => {
      window.kept = lab();
      kept.remove();
      window.later = outcome(() => kept.clear());
    });
    assert.equal(await lost(), 'removed');
    assert.equal(await page.evaluate(() => kept.shadowRoot.querySelector('iframe')), null);
    await page.evaluate(() => document.body.prepend(kept));
    await heard('ready', 3);
    assert.equal((await page.evaluate(() => later)).request, 'clear');

    await page.evaluate(() => document.getElementById('there').append(lab()));
    await heard('ready', 4);
    // Moved by the browser, it goes on.
    await page.evaluate(() => document.body.moveBefore?.(lab(), document.body.firstChild));
    assert.equal((await page.evaluate(() => outcome(() => lab().clear()))).request, 'clear');
    assert.equal((await heard('ready', 4)).length, 4);

    await page.evaluate(() => lab().setAttribute('src', 'stand-in.html?other'));
    await heard('ready', 5);
    assert.match(page.frames()[1].url(), /\?other#/);
  });
});

test('a sandboxed frame, and one of another site', async () => {
  const html = `<bottleneck-lab src="${other.url}stand-in.html" sandbox="allow-scripts"></bottleneck-lab><bottleneck-lab src="${other.url}stand-in.html"></bottleneck-lab>`;
  await with_host(html, async ({page, heard}) => {
    await heard('ready', 2);
    for (const i of [0, 1]) assert.equal((await page.evaluate((which) => outcome(() => lab(which).clear()), i)).request, 'clear');
    assert.equal(await page.evaluate(() => lab(0).shadowRoot.querySelector('iframe').sandbox.value), 'allow-scripts');
  }, {hosts: /127\.0\.0\.1/});
});
