// The static server behind tools/demo: types, versions, compression, and that nothing outside its folder can be read.
import assert from 'node:assert/strict';
import {mkdtemp, mkdir, rm, symlink, utimes, writeFile} from 'node:fs/promises';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {brotliDecompressSync, gunzipSync, gzipSync} from 'node:zlib';
import {serve} from '../../tools/serve.mjs';

const kScript = 'export const many = 1;\n'.repeat(100);

let folder, server;

// fetch() tidies paths up before sending them; this sends them as they are.
function get(path, method = 'GET', headers = {}) {
  const {hostname, port} = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({hostname, port, path, method, headers}, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const bytes = Buffer.concat(pieces);
        resolve({status: response.statusCode, headers: response.headers, bytes, body: String(bytes)});
      });
    }).on('error', reject).end();
  });
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck-serve-'));
  await mkdir(join(folder, 'site/assets'), {recursive: true});
  await mkdir(join(folder, 'site-private'));
  await writeFile(join(folder, 'site/index.html'), '<p>page</p>');
  await writeFile(join(folder, 'site/assets/a b.wasm'), 'wasm');
  await writeFile(join(folder, 'site/model.safetensors'), 'weights');
  await writeFile(join(folder, 'site/images.gz'), gzipSync('images'));
  await writeFile(join(folder, 'secret.txt'), 'secret');
  await writeFile(join(folder, 'site-private/secret.txt'), 'secret');
  await symlink(join(folder, 'secret.txt'), join(folder, 'site/link.txt'));
  await writeFile(join(folder, 'site/main.js'), kScript);
  server = await serve(join(folder, 'site'), 0, {packs: true});
});
after(async () => {
  await server.close();
  await rm(folder, {recursive: true});
});

test('files come with the type a browser needs', async () => {
  const index = await get('/?model=mnist');
  assert.equal(index.status, 200);
  assert.equal(index.headers['content-type'], 'text/html; charset=utf-8');
  assert.equal(index.body, '<p>page</p>');
  const wasm = await get('/assets/a%20b.wasm');
  assert.equal(wasm.headers['content-type'], 'application/wasm');
  assert.equal(wasm.body, 'wasm');
  assert.equal((await get('/model.safetensors')).headers['content-type'], 'application/octet-stream');
});

test('a gzip file is a file, which no browser unpacks on the way', async () => {
  const {headers} = await get('/images.gz');
  assert.equal(headers['content-type'], 'application/gzip');
  assert.equal(headers['content-encoding'], undefined);
  const response = await fetch(new URL('images.gz', server.url));
  assert.deepEqual(Buffer.from(await response.arrayBuffer()), gzipSync('images'));
});

test('nothing outside the folder is served', async () => {
  const paths = [
    '/../secret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt', '/..%5csecret.txt', '/link.txt',
    '/../site-private/secret.txt', '//etc/passwd', '/assets', '/no-such-file', '/%00', '/%', '/index.html/x',
  ];
  for (const path of paths) {
    const {status, body} = await get(path);
    assert.equal(status, 404, path);
    assert.ok(!body.includes('secret'), path);
  }
});

test('only reading is allowed, and HEAD has no body', async () => {
  assert.equal((await get('/', 'POST')).status, 405);
  const head = await get('/', 'HEAD');
  assert.equal(head.status, 200);
  assert.equal(head.headers['content-length'], '11');
  assert.equal(head.body, '');
});

// Compressing is done beside, and until then the file is sent as it is.
async function get_compressed(path, accepted, method) {
  for (;;) {
    const answer = await get(path, method, {'Accept-Encoding': accepted});
    assert.equal(answer.status, 200);
    if (answer.headers['content-encoding']) return answer;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test('what gains by it is compressed as the browser takes it', async () => {
  for (const [accepted, encoding, unpack] of [['gzip, deflate, br', 'br', brotliDecompressSync], ['br;q=0, gzip;q=0.5', 'gzip', gunzipSync]]) {
    const {headers, bytes} = await get_compressed('/main.js', accepted);
    assert.equal(headers['content-encoding'], encoding);
    assert.equal(headers['content-type'], 'text/javascript; charset=utf-8');
    assert.equal(Number(headers['content-length']), bytes.length);
    assert.equal(headers.vary, 'Accept-Encoding');
    assert.equal(String(unpack(bytes)), kScript);
    const head = await get_compressed('/main.js', accepted, 'HEAD');
    assert.deepEqual([head.headers['content-length'], head.body], [headers['content-length'], '']);
  }
  for (const [path, accepted] of [['/main.js', 'identity'], ['/main.js', ''], ['/main.js', 'br;q=0'], ['/images.gz', 'br, gzip']]) {
    assert.equal((await get(path, 'GET', {'Accept-Encoding': accepted})).headers['content-encoding'], undefined, `${path} ${accepted}`);
  }
});

test('who has a file already is told so, until it changes', async () => {
  const {headers: {etag}} = await get('/main.js');
  const packed = (await get_compressed('/main.js', 'br')).headers.etag;
  assert.notEqual(packed, etag, 'other bytes');
  const again = (known, accepted = '') => get('/main.js', 'GET', {'If-None-Match': known, 'Accept-Encoding': accepted});
  for (const [known, accepted] of [[etag], [`"other", ${etag}`], [`W/${etag}`], [packed, 'br']]) {
    const {status, headers, body} = await again(known, accepted);
    assert.deepEqual([status, body, headers.etag], [304, '', accepted ? packed : etag], known);
    assert.equal(headers['cache-control'], 'no-cache');
  }
  assert.equal((await again('"other"')).status, 200);
  assert.equal((await again(packed)).status, 200, 'it takes no compressed one now');

  const changed = kScript.replace('1', '2'); // as long
  await writeFile(join(folder, 'site/main.js'), changed);
  await utimes(join(folder, 'site/main.js'), 1e9, 1e9);
  const anew = await again(etag);
  assert.deepEqual([anew.status, anew.body], [200, changed]);
  assert.equal(String(brotliDecompressSync((await get_compressed('/main.js', 'br')).bytes)), changed);
});

test('a taken port is reported', async () => {
  const port = Number(new URL(server.url).port);
  await assert.rejects(serve(join(folder, 'site'), port), {code: 'EADDRINUSE'});
});
