// tools/datasets against mirrors of its own: what is wrong is refused and said, what is right is kept whole.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {createHash} from 'node:crypto';
import {mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, afterEach, before, beforeEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {gunzipSync, gzipSync} from 'node:zlib';

const kTool = fileURLToPath(new URL('../../tools/datasets', import.meta.url));
const kRaw = Buffer.alloc(300000, 'not MNIST, but as good for this ');
const kName = 'mnist/t10k-labels-idx1-ubyte';

let folder, mirror, answer, asked;

before(async () => {
  mirror = createServer((request, response) => {
    asked.push(request.url);
    answer(response);
  });
  await new Promise((resolve) => mirror.listen(0, '127.0.0.1', resolve));
});
after(() => {
  mirror.close();
  mirror.closeAllConnections();
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck-datasets-'));
  asked = [];
  await writeFile(join(folder, 'list'), `${createHash('sha256').update(kRaw).digest('hex')}  ${kName}\n`);
});
afterEach(() => rm(folder, {recursive: true}));

// Runs the tool with these arguments. The public mirrors are not asked: through a proxy that refuses everything, none can be reached.
function run(...names) {
  const refused = 'http://127.0.0.1:1';
  const env = {
    PATH: process.env.PATH, https_proxy: refused, no_proxy: '127.0.0.1',
    BOTTLENECK_MIRROR: `http://127.0.0.1:${mirror.address().port}/files/`,
  };
  const options = [...names, '--to', join(folder, 'data'), '--list', join(folder, 'list')];
  return new Promise((resolve) => {
    execFile(kTool, options, {env}, (error, stdout, stderr) => {
      resolve({status: error ? error.code : 0, stdout, stderr});
    });
  });
}
const files = () => readdir(join(folder, 'data/mnist')).catch(() => []);

test('a right file is downloaded once', async () => {
  const gz = gzipSync(kRaw);
  answer = (response) => response.end(gz);
  const first = await run('mnist');
  assert.equal(first.status, 0, first.stderr);
  assert.deepEqual(asked, [`/files/${kName}.gz`]);
  assert.deepEqual(await readFile(join(folder, `data/${kName}.gz`)), gz);
  const second = await run('mnist');
  assert.equal(second.status, 0);
  assert.match(second.stdout, /already there/);
  assert.equal(asked.length, 1);
});

test('a damaged file on disk is replaced', async () => {
  await mkdir(join(folder, 'data/mnist'), {recursive: true});
  await writeFile(join(folder, `data/${kName}.gz`), gzipSync(kRaw).subarray(0, 100));
  answer = (response) => response.end(gzipSync(kRaw));
  assert.equal((await run('mnist')).status, 0);
});

const wrongAnswers = {
  'other bytes': [(response) => response.end(gzipSync(Buffer.alloc(300000))), /other bytes: SHA-256 [0-9a-f]{64}/],
  'half a file': [(response) => response.end(gzipSync(kRaw).subarray(0, 200)), /ended in the middle/],
  'a broken connection': [
    (response) => {
      response.writeHead(200, {'Content-Length': 100000});
      response.write(gzipSync(kRaw).subarray(0, 100));
      setTimeout(() => response.destroy(), 50);
    },
    /broke off|ended in the middle/,
  ],
  'a web page': [(response) => response.end('<html>Log in to the school network</html>'), /is no gzip file/],
  'a refusal': [(response) => response.writeHead(403).end(), /answered 403/],
  'far too much': [(response) => response.end(gzipSync(Buffer.alloc(80 << 20))), /far more/],
};
for (const [what, [wrong, message]] of Object.entries(wrongAnswers)) {
  test(`${what} is refused, said, and leaves nothing behind`, async () => {
    answer = wrong;
    const {status, stderr} = await run('mnist');
    assert.equal(status, 1);
    assert.match(stderr, message);
    assert.match(stderr, /1 of 1 files are missing/);
    assert.deepEqual(await files(), []);
  });
}

test('files of a folder are taken, gzipped or not, and only right ones', async () => {
  const given = join(folder, 'my files');
  const file = join(given, kName.split('/')[1]);
  const take = () => run('mnist', '--from', given);
  await mkdir(given);
  assert.match((await take()).stderr, /there is no such file\n1 of 1 files are missing/);
  await writeFile(file, kRaw.subarray(1));
  assert.match((await take()).stderr, /other bytes: SHA-256/);
  assert.deepEqual(await files(), []);
  await writeFile(file, kRaw);
  assert.equal((await take()).status, 0);
  const stored = await readFile(join(folder, `data/${kName}.gz`));
  assert.ok(stored.length < kRaw.length / 100, `${stored.length} bytes`);
  assert.deepEqual(gunzipSync(stored), kRaw);

  await rm(join(folder, 'data'), {recursive: true});
  const gz = gzipSync(kRaw, {level: 1});
  await writeFile(`${file}.gz`, gz);
  assert.equal((await take()).status, 0);
  assert.deepEqual(await readFile(join(folder, `data/${kName}.gz`)), gz, 'as it came');
  assert.deepEqual(asked, [], 'nothing is downloaded');
  for (const names of [[], ['mnist', 'fashion-mnist']]) assert.equal((await run(...names, '--from', given)).status, 2);
});

test('an unknown dataset is a usage error', async () => {
  const {status, stderr} = await run('cifar');
  assert.equal(status, 2);
  assert.match(stderr, /no dataset is called cifar/);
  assert.deepEqual(asked, []);
});
