// The package for learning platforms: what is in it, and what it tells a platform, which is here the run-time of scorm-again.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {readFile, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {BlobReader, Uint8ArrayWriter, ZipReader} from '@zip.js/zip.js';
import {site} from './browser.mjs';
import {draw_digit} from './support/handwriting.mjs';
import {launch_unpainted, open_in, serve_strictly, state_where, until, use} from './support/open.mjs';
import {temporary_folder} from './support/programs.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kPackage = join(site, 'bottleneck-scorm.zip');
const kPolicy = "default-src 'self' 'unsafe-inline' 'wasm-unsafe-eval' data: blob:";

// A learning platform that keeps nothing: window.API, and in window.told all that it is told.
const kPlatform = `
  window.API = new Scorm12API({});
  window.told = [];
  for (const name of ['LMSInitialize', 'LMSCommit', 'LMSFinish']) API.on(name, () => told.push(name));
  API.on('LMSSetValue', (element, value) => told.push(element + '=' + value));
  Object.assign(API.cmi.core, window.before);
  window.launch = () => {
    document.body.innerHTML = '<iframe id="sco" src="package/index.html" width="1000" height="750"></iframe>';
  };
  window.leave = () => document.getElementById('sco').remove();`;
const kPlatformPage = '<!doctype html><html lang="en"><title>A platform</title><link rel="icon" href="data:,"><body></body>' +
  '<script src="runtime.js"></script><script src="before.js"></script><script src="platform.js"></script></html>';

// Path → bytes of what is in a package.
async function unpacked(file) {
  const reader = new ZipReader(new BlobReader(new Blob([await readFile(file)])));
  const files = {};
  for (const entry of await reader.getEntries()) files[entry.filename] = Buffer.from(await entry.getData(new Uint8ArrayWriter()));
  return files;
}

let browser, runtime;
before(async () => {
  [browser, runtime] = await Promise.all([launch_unpainted(), readFile(join(root, 'node_modules/scorm-again/dist/scorm12.min.js'))]);
});
after(() => browser?.close());

// Launches a package on the platform. learner: what the platform knows of this one from before, of cmi.core.
async function on_platform(file, {learner = {}, ...options}, run) {
  const extra = {'platform.html': kPlatformPage, 'platform.js': kPlatform, 'runtime.js': runtime, 'before.js': `window.before = ${JSON.stringify(learner)}`};
  for (const [path, bytes] of Object.entries(await unpacked(file))) extra[`package/${path}`] = bytes;
  const server = await serve_strictly({extra, policy: kPolicy});
  try {
    const opened = await open_in(browser, `${server.url}platform.html`, options);
    const {page} = opened;
    await use(opened, async () => {
      await page.evaluate(() => window.launch());
      const inner = await until(() => page.frames().find((frame) => frame.url().includes('bottleneck.html')), 'the page in its frame');
      const told = () => page.evaluate(() => window.told);
      const status = () => page.evaluate(() => window.API.cmi.core.lesson_status);
      const until_status = (wanted) => until(async () => await status() === wanted, `the status to be ${wanted}`);
      await run({...opened, inner, told, status, until_status});
    });
  } finally {
    await server.close();
  }
}

// What is wrong with a manifest, by SCORM 1.2's Content Aggregation Model and IMS's Content Packaging 1.1.2. In the page.
function manifest_problems({xml, files}) {
  const kPackaging = 'http://www.imsproject.org/xsd/imscp_rootv1p1p2';
  const kAdl = 'http://www.adlnet.org/xsd/adlcp_rootv1p2';
  const kWithin = {
    manifest: ['metadata', 'organizations', 'resources'], metadata: ['schema', 'schemaversion'], organizations: ['organization'],
    organization: ['title', 'item'], item: ['title'], resources: ['resource'], resource: null, schema: [], schemaversion: [], title: [], file: [],
  };
  const kNeeded = {
    manifest: ['identifier'], organizations: ['default'], organization: ['identifier'], item: ['identifier', 'identifierref'],
    resource: ['identifier', 'type', 'href'], file: ['href'],
  };
  const tree = new DOMParser().parseFromString(xml, 'application/xml');
  const problems = [...tree.querySelectorAll('parsererror')].map(({textContent}) => textContent);
  if (problems.length) return problems;
  const expect = (found, wanted, what) => {
    if (JSON.stringify(found) !== JSON.stringify(wanted)) problems.push(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
  };
  const all = (name) => [...tree.getElementsByTagNameNS(kPackaging, name)];
  const only = (name) => all(name)[0]?.textContent;
  for (const element of tree.querySelectorAll('*')) {
    const name = element.localName;
    expect(element.namespaceURI, kPackaging, name);
    if (kWithin[name] !== null) expect([...element.children].map(({localName}) => localName), kWithin[name], `what is in ${name}`);
    for (const needed of kNeeded[name] ?? []) if (!element.getAttribute(needed)) problems.push(`${name} has no ${needed}`);
  }
  expect([only('schema'), only('schemaversion')], ['ADL SCORM', '1.2'], 'the schema');
  const located = tree.documentElement.getAttributeNS('http://www.w3.org/2001/XMLSchema-instance', 'schemaLocation') ?? '';
  expect(located.split(/\s+/), [kPackaging, 'imscp_rootv1p1p2.xsd', kAdl, 'adlcp_rootv1p2.xsd'], 'the places of the schemas');
  const identifiers = [...tree.querySelectorAll('[identifier]')].map((element) => element.getAttribute('identifier'));
  expect(identifiers.length, new Set(identifiers).size, 'identifiers');
  expect(all('organizations')[0]?.getAttribute('default'), all('organization')[0]?.getAttribute('identifier'), 'the default organization');
  const [resource] = all('resource');
  expect(all('item')[0]?.getAttribute('identifierref'), resource?.getAttribute('identifier'), 'the resource of the item');
  expect([resource?.getAttribute('type'), resource?.getAttributeNS(kAdl, 'scormtype')], ['webcontent', 'sco'], 'the kind of the resource');
  const named = all('file').map((file) => file.getAttribute('href')).sort();
  expect(named, files.filter((file) => file !== 'imsmanifest.xml').sort(), 'its files');
  if (!named.includes(resource?.getAttribute('href'))) problems.push('what is launched is not in the package');
  return problems;
}

test('its manifest is one of SCORM 1.2, and names what is in it', async () => {
  const files = await unpacked(kPackage);
  const xml = String(files['imsmanifest.xml']);
  const opened = await open_in(browser, 'data:text/html,');
  await use(opened, async () => {
    const problems = (text) => opened.page.evaluate(manifest_problems, {xml: text, files: Object.keys(files)});
    assert.deepEqual(await problems(xml), []);
    assert.match(xml, /<title>Bottleneck/);
    // That means something.
    for (const [part, other] of [
      ['<schemaversion>1.2<', '<schemaversion>1.3<'], ['identifierref="sco"', 'identifierref="page"'], ['adlcp:scormtype="sco"', 'adlcp:scormtype="asset"'],
      ['<file href="scorm.js"/>', ''], ['default="course"', 'default="another"'], [/<resources>[^]*<\/resources>/, ''], ['</manifest>', ''],
    ]) {
      const changed = xml.replace(part, other);
      assert.notEqual(changed, xml);
      assert.notDeepEqual(await problems(changed), [], String(part));
    }
  });
});

test('the same files make the same package', async () => {
  const again = join(temporary_folder(), 'again.zip');
  await promisify(execFile)('node', [join(root, 'scorm/package.mjs'), join(site, 'bottleneck.html'), again], {env: {...process.env, TZ: 'Asia/Tokyo'}});
  assert.ok((await readFile(again)).equals(await readFile(kPackage)));
});

// A package of a page that says what the test has it say.
const kPuppet = `<!doctype html><html lang="en"><title>A puppet</title><link rel="icon" href="data:,"><script>
  window.heard = [];
  addEventListener('message', ({data}) => heard.push(data));
  window.tell = (event, data) => parent.postMessage({bottleneck: 1, event, data}, '*');
  tell('ready', {protocol: 1});
</script></html>`;
async function puppet_package(link) {
  const folder = temporary_folder();
  await writeFile(join(folder, 'bottleneck.html'), kPuppet);
  await promisify(execFile)('node', [join(root, 'scorm/package.mjs'), join(folder, 'bottleneck.html'), join(folder, 'puppet.zip'), link]);
  return join(folder, 'puppet.zip');
}

const kPrediction = ['prediction', {digit: 7}];
const kNone = ['prediction', {digit: null}];
const done = (task) => ['completed', {task}];
for (const [link, others, last] of [
  ['', [kNone, done('train')], kPrediction],
  ['v=1&draw=u3wfyCF', [kNone, kPrediction], kPrediction], // the first one is of the link's own drawing
  ['v=1&station=train', [kPrediction, done('exercise')], done('train')],
  ['v=1&station=exercises', [kPrediction, done('experiment')], done('exercise')],
  ['v=1&station=book', [kPrediction, done('exercise')], done('experiment')],
]) {
  test(`with the link “${link}”, it is completed by ${JSON.stringify(last)}`, async () => {
    await on_platform(await puppet_package(link), {}, async ({page, inner, told, status}) => {
      assert.equal(new URL(inner.url()).hash, link && `#${link}`);
      await until(() => inner.evaluate(() => window.heard.length), 'the page to be connected');
      assert.deepEqual(await inner.evaluate(() => window.heard), [{bottleneck: 1, id: 1, request: 'connect', data: {}}]);
      const tell = async (message) => {
        await inner.evaluate(([event, data]) => window.tell(event, data), message);
        await page.evaluate(() => new Promise((resolve) => setTimeout(resolve))); // it has come by then
      };
      for (const message of others) await tell(message);
      assert.equal(await status(), 'incomplete');
      await tell(last);
      assert.equal(await status(), 'completed');
      await tell(last);
      await page.evaluate(() => window.leave());
      const [time, ...rest] = (await told()).splice(5).filter((one) => one !== 'LMSCommit');
      assert.match(time, /^cmi\.core\.session_time=0000:00:\d\d$/);
      assert.deepEqual(rest, ['LMSFinish']);
      assert.deepEqual((await told()).slice(0, 5), [
        'LMSInitialize', 'cmi.core.lesson_status=incomplete', 'LMSCommit', 'cmi.core.lesson_status=completed', 'LMSCommit']);
    });
  });
}

test('one who has completed it, or only looks at it, stays what he is', async () => {
  for (const learner of [{lesson_status: 'completed'}, {lesson_status: 'passed'}, {lesson_mode: 'review', lesson_status: 'incomplete'}]) {
    await on_platform(await puppet_package(''), {learner}, async ({page, inner, told, status}) => {
      await inner.evaluate((message) => window.tell(...message), kPrediction);
      await page.evaluate(() => window.leave());
      assert.equal(await status(), learner.lesson_status);
      assert.deepEqual((await told()).filter((one) => one.startsWith('cmi.core.lesson_status')), []);
      assert.equal((await told()).at(-1), 'LMSFinish');
    });
  }
});

test('a drawn digit completes it', async () => {
  await on_platform(kPackage, {height: 800}, async ({page, inner, until_status}) => {
    const wait = (condition, what) => state_where(inner, condition, what);
    await until_status('incomplete');
    await wait((now) => now.ready && now.codesReady && now.places.pad, 'the page to be ready');
    assert.equal((await draw_digit({page: inner, wait}, 7)).prediction, 7);
    await until_status('completed');
    await page.evaluate(() => window.leave());
    assert.equal((await page.evaluate(() => window.told)).at(-1), 'LMSFinish');
  });
});

test('without a platform it is just the page', async () => {
  const extra = await unpacked(kPackage);
  const server = await serve_strictly({extra: Object.fromEntries(Object.entries(extra).map(([path, bytes]) => [`package/${path}`, bytes])), policy: kPolicy});
  try {
    const opened = await open_in(browser, `${server.url}package/index.html`);
    await use(opened, async () => {
      const inner = await until(() => opened.page.frames().find((frame) => frame.url().includes('bottleneck.html')), 'the page in its frame');
      await state_where(inner, (now) => now.ready && now.codesReady, 'the page to be ready');
    });
  } finally {
    await server.close();
  }
});
