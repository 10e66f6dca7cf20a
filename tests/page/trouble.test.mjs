// What the reader sees when something is missing, broken or lost: a message that says what and what to do, and a page that goes on
// where it can.
import assert from 'node:assert/strict';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {pathToFileURL} from 'node:url';
import {site} from './browser.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {launch_browser, open_in, serve_strictly, until} from './support/open.mjs';

let browser;
before(async () => {
  browser = await launch_browser();
});
after(() => browser?.close());

const kNotFound = /Failed to load resource.*404/;  // what Chromium itself logs of a missing file

// Serves the site so, opens it so, and tests.
async function with_site({serve, path = '', ...options}, run) {
  const server = await serve_strictly(serve);
  try {
    const opened = await open_in(browser, server.url + path, options);
    await run(opened);
    await opened.close();
  } finally {
    await server.close();
  }
}

// Waits for the message in place of the canvas.
async function shown_failure(page) {
  await until(() => page.evaluate(() => document.getElementById('notice').getAttribute('role') === 'alert'), 'a message');
  assert.ok(await page.isVisible('#message'));
  assert.ok(!await page.isVisible('#canvas'));
  return page.textContent('#message');
}

test('no WebGL2: the context is refused', async () => {
  const init = () => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function(kind, ...rest) {
      return kind === 'webgl2' ? null : original.call(this, kind, ...rest);
    };
  };
  await with_site({init}, async ({page}) => assert.match(await shown_failure(page), /WebGL2.*switched off/));
});

test('no WebGL2: a browser started without it', async () => {
  const server = await serve_strictly();
  const plain = await launch_browser(['--disable-3d-apis']);
  try {
    const {page, close} = await open_in(plain, server.url, {allowed: /WebGL/i});
    assert.match(await shown_failure(page), /WebGL2.*switched off/);
    await close();
  } finally {
    await plain.close();
    await server.close();
  }
});

test('a browser that does not know WebGL2, SIMD, exceptions or WebAssembly, or has it switched off', async () => {
  await with_site({init: () => delete window.WebGL2RenderingContext}, async ({page}) => assert.match(await shown_failure(page), /WebGL2.*switched off/));
  await with_site({init: () => { WebAssembly.validate = () => false; }}, async ({page}) => assert.match(await shown_failure(page), /SIMD.* or has switched off\./));
  const without_exceptions = () => {
    const original = WebAssembly.validate;
    WebAssembly.validate = (bytes) => !bytes.includes(25) && original(bytes); // 25: catch_all
  };
  await with_site({init: without_exceptions}, async ({page}) => assert.match(await shown_failure(page), /exceptions.* or has switched off\./));
  await with_site({init: () => delete window.WebAssembly}, async ({page}) => assert.match(await shown_failure(page), /WebAssembly.* or has switched off\./));
});

test('without JavaScript the page says so', async () => {
  await with_site({context: {javaScriptEnabled: false}}, async ({page}) => {
    assert.match(await page.innerText('#notice'), /needs JavaScript, which is switched off/);
    assert.doesNotMatch(await page.innerText('#notice'), /Loading|has not started/);
  });
});

// Waits until the page (or a frame in one) says that its program has not even begun, and returns the reasons that it gives.
async function reasons_given(page) {
  await page.getByText('has not started').waitFor();
  const lines = await page.locator('#not-started li').all();
  const shown = await Promise.all(lines.map(async (line) => await line.isVisible() && line.innerText()));
  return shown.filter(Boolean);
}

test('the scripts do not come as scripts', async () => {
  const says = async (serve, ...reasons) => with_site({serve, allowed: /./}, async ({page}) => {
    const given = await reasons_given(page);
    assert.equal(given.length, reasons.length, given.join('\n'));
    reasons.forEach((reason, index) => assert.match(given[index], reason));
    const has_style = await page.evaluate(() => getComputedStyle(document.body).margin === '0px');
    assert.equal(await page.isVisible('#message'), !has_style, 'nothing is loading any more');
  });
  for (const script_type of ['text/plain', 'application/octet-stream']) await says({script_type}, /text\/javascript/);
  for (const name of ['main.js', 'texts.js', 'shell.js']) await says({missing: new Set([name])}, /missing/);
  await says({damaged: new Set(['texts.js'])}, /missing/);
  // Where not a single script runs: every reason that there may be.
  const all = [/as a file/, /sandboxed/, /missing/, /policy/, /too old/];
  await says({script_type: 'text/plain', headers: {'X-Content-Type-Options': 'nosniff'}}, ...all);
  await says({missing: new Set(['main.js', 'starting.js'])}, ...all);
  await says({policy: "script-src 'none'"}, ...all);
  await says({policy: "script-src 'nonce-of-the-host'; style-src 'self'"}, ...all);
  await says({policy: "default-src 'none'"}, ...all); // without its style sheet, too
});

test('where no script runs, the page says so within a second', async () => {
  await with_site({serve: {policy: "script-src 'none'"}, allowed: /./}, async ({page}) => {
    const seconds = await page.evaluate(() => Number.parseFloat(getComputedStyle(document.getElementById('not-started')).animationDuration));
    assert.ok(seconds > 0 && seconds <= 1, `${seconds}`);
  });
});

test('opened as a file', async () => {
  const {page, close} = await open_in(browser, pathToFileURL(join(site, 'index.html')).href, {allowed: /file:|net::ERR_FAILED/});
  const [reason, ...others] = await reasons_given(page);
  assert.match(reason, /opened as a file.*web server.*bottleneck\.html/);
  assert.deepEqual(others, []);
  await close();
});

test('in a sandboxed frame, whose host lets no other origin read its files', async () => {
  const extra = {'course.html': '<!doctype html><html lang="en"><title>Course</title><iframe sandbox="allow-scripts" src="./"></iframe></html>'};
  await with_site({serve: {extra}, path: 'course.html', allowed: /CORS|net::ERR_FAILED/}, async ({page}) => {
    const [reason] = await reasons_given(page.frames()[1]);
    assert.match(reason, /sandboxed frame.*Access-Control-Allow-Origin/);
  });
});

test('a page that starts says nothing of all this, however long its scripts take', async () => {
  await with_site({serve: {extra: {'empty.html': '<!doctype html>'}}, path: 'empty.html'}, async ({page, ready}) => {
    let go_on;
    const asked = new Promise((resolve) => {
      page.route('**/texts.js', async (route) => {
        await new Promise((answer) => {
          go_on = answer;
          resolve();
        });
        await route.continue();
      });
    });
    await Promise.all([asked, page.goto(new URL('./', page.url()).href, {waitUntil: 'commit'})]);
    await page.getByText('Loading …').waitFor();
    assert.equal(await page.evaluate(() => getComputedStyle(document.getElementById('not-started')).display), 'none');
    go_on();
    await ready();
    assert.equal(await page.locator('#not-started').count(), 0);
  });
});

test('the program does not arrive', async () => {
  await with_site({serve: {missing: new Set(['bottleneck.wasm'])}, allowed: kNotFound}, async ({page}) => {
    assert.match(await shown_failure(page), /bottleneck\.wasm.*404.*Loading the page again/s);
  });
  await with_site({serve: {damaged: new Set(['bottleneck.wasm'])}}, async ({page}) => {
    assert.match(await shown_failure(page), /could not be started/);
  });
  // The program goes on as far as it can, and the browser may tell of what it then lacks.
  const allowed = /404/;
  await with_site({serve: {missing: new Set(['bottleneck.later.wasm'])}, allowed}, async ({page}) => {
    assert.match(await shown_failure(page), /bottleneck\.later\.wasm.*404/s);
  });
});

test('a server that does not know the type of .wasm files', async () => {
  await with_site({serve: {wasm_type: 'application/octet-stream'}}, async ({ready}) => {
    await ready();
  });
});

test('a missing model: the page says which file, goes on, and tries again', async () => {
  const missing = new Set(['assets/models/mnist-16.safetensors']);
  await with_site({serve: {missing}, allowed: kNotFound}, async (opened) => {
    const {wait, press, choose} = opened;
    const failed = await wait((now) => now.errors.length === 1);
    assert.match(failed.errors[0], /mnist-16\.safetensors.*404/);
    const drawn = await draw_digit(opened, 3, {answer: 'image'}); // which needs no model
    assert.equal(drawn.latent, null);

    await choose('mnist-8');
    const other = await wait((now) => now.votes, 'another model to be used');
    assert.deepEqual(other.errors, []);

    await choose('mnist-16');
    await wait((now) => now.errors.length === 1);
    missing.clear();
    await press('retry'); // `press` waits until the button is on the page
    const whole = await wait((now) => now.model === 'mnist-16' && now.votes, 'the model after trying again');
    assert.equal(whole.prediction, 3);
    assert.deepEqual(whole.errors, []);
  });
});

test('missing codes: everything but the votes is there, and trying again brings them', async () => {
  const missing = new Set(['assets/models/mnist-16.codes.safetensors']);
  await with_site({serve: {missing}, allowed: kNotFound}, async (opened) => {
    const {wait, press} = opened;
    await wait((now) => now.ready && now.errors.length === 1 && now.places.retry);
    const drawn = await draw_digit(opened, 3, {answer: 'latent'});
    assert.equal(drawn.votes, null);
    missing.clear();
    await press('retry');
    await wait((now) => now.prediction === 3 && now.errors.length === 0);
  });
});

test('a damaged list of models', async () => {
  const damaged = new Set(['assets/models/index.json']);
  await with_site({serve: {damaged}}, async ({wait, press}) => {
    const failed = await wait((now) => now.errors.length === 1 && now.places.retry);
    assert.match(failed.errors[0], /index\.json/);
    damaged.clear();
    await press('retry');
    await wait((now) => now.ready);
  });
});

// Takes the graphics context away and gives it back; what is shown must be what was shown.
async function lose_context({page, state}) {
  await page.mouse.move(2, 790);
  const at_rest = () => until(async () => {
    const before_look = (await state()).framesDrawn;
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 150)));
    return (await state()).framesDrawn === before_look;
  }, 'the page to come to rest');
  await at_rest();
  const before_loss = await page.screenshot();
  await page.evaluate(() => {
    window.lost = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
    window.lost.loseContext();
  });
  await until(() => page.evaluate(() => document.getElementById('canvas').getContext('webgl2').isContextLost()), 'the loss');
  await page.evaluate(() => window.lost.restoreContext());
  await until(() => page.evaluate(() => !document.getElementById('canvas').getContext('webgl2').isContextLost()), 'the context');
  await until(async () => (await page.screenshot()).equals(before_loss), 'the same picture');
  await at_rest();
}

test('a lost graphics context comes back with the same picture', async () => {
  await with_site({isPainted: true, allowed: /CONTEXT_LOST_WEBGL/}, async (opened) => {
    await opened.ready();
    await draw_digit(opened, 8);
    await lose_context(opened);
    assert.equal((await draw_digit(opened, 1)).strokes.length, 2, 'drawing goes on');
  });
});

// The points of the map and the small pictures on it are textures and buffers of their own, and so are the weights.
test('a lost graphics context comes back with the map, the pictures on it and the weights', async () => {
  await with_site({path: '#v=1&station=map&mapzoom=40', isPainted: true, allowed: /CONTEXT_LOST_WEBGL/}, async (opened) => {
    await opened.wait(({map, places}) => map?.points === 60000 && places.map, 'the map');
    await lose_context(opened);
    await opened.page.evaluate(() => { location.hash = '#v=1&station=weights&model=fashion-300-16'; });
    await opened.wait(({station, places}) => station === 'weights' && places['neuron:300'], 'the weights');
    await lose_context(opened);
    await opened.page.goBack();
    await opened.wait(({station, places}) => station === 'map' && places.map, 'the way back');
    await lose_context(opened);
  });
});
