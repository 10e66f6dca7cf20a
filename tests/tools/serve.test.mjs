// The static server behind tools/demo: types, and that nothing outside its folder can be read.
import assert from 'node:assert/strict';
import {mkdtemp, mkdir, rm, symlink, writeFile} from 'node:fs/promises';
import {request} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {gzipSync} from 'node:zlib';
import {serve} from '../../tools/serve.mjs';

let folder, server;

// fetch() tidies paths up before sending them; this sends them as they are.
function get(path, method = 'GET') {
  const {hostname, port} = new URL(server.url);
  return new Promise((resolve, reject) => {
    request({hostname, port, path, method}, (response) => {
      let body = '';
      response.on('data', (piece) => (body += piece));
      response.on('end', () => resolve({status: response.statusCode, headers: response.headers, body}));
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
  server = await serve(join(folder, 'site'));
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

test('a taken port is reported', async () => {
  const port = Number(new URL(server.url).port);
  await assert.rejects(serve(join(folder, 'site'), port), {code: 'EADDRINUSE'});
});
