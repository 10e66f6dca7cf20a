// A static file server for the built site, on this machine only: for tools/demo and the page tests.
//   node tools/serve.mjs FOLDER [--port N]      prints the address; without --port the first free one from 8080 on
// As a module: const {url, close} = await serve(folder, port, {packs: true}); without packs nothing is compressed.
//
// Like a static host it names every file's version (ETag), says 304 to who has that one, and compresses what gains by it.
import {createReadStream, realpathSync} from 'node:fs';
import {readFile, realpath, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, sep} from 'node:path';
import {pipeline} from 'node:stream';
import {pathToFileURL} from 'node:url';
import {promisify} from 'node:util';
import {brotliCompress, constants, gzip} from 'node:zlib';

// Browsers compile WebAssembly while it arrives only when it comes as application/wasm.
const kTypes = {
  '.css': 'text/css; charset=utf-8',
  '.gz': 'application/gzip',  // a file of its own, not an encoding of another: the page unpacks it
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

// The file inside root that a request path names, or null. Neither ".." nor a symbolic link leads out of root.
async function resolveInside(root, requestUrl) {
  try {
    const path = decodeURIComponent(requestUrl.split(/[?#]/)[0]);
    if (path.includes('\0')) return null;
    let file = await realpath(join(root, path));
    if ((await stat(file)).isDirectory()) file = await realpath(join(file, 'index.html'));
    return file.startsWith(root + sep) && (await stat(file)).isFile() ? file : null;
  } catch {
    return null;  // a malformed path, or no such file
  }
}

// --- compressing

const kPacked = new Set(['.css', '.html', '.js', '.json', '.mjs', '.safetensors', '.svg', '.txt', '.wasm', '.webmanifest']);
const kMostPacked = 8_000_000; // bytes of a file, before

// As small as can be, for it is done once; the best first.
const kEncodings = {
  br: (bytes) => promisify(brotliCompress)(bytes, {params: {[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length, [constants.BROTLI_PARAM_LGWIN]: 24}}),
  gzip: (bytes) => promisify(gzip)(bytes, {level: 9}),
};

const accepts = (request, encoding) => (request.headers['accept-encoding'] ?? '').split(',').some((part) => {
  const [name, weight = 1] = part.trim().split(/\s*;\s*q=/);
  return name === encoding && Number(weight) > 0;
});

// Compressed files in memory. version: of the file's content.
function makePacker() {
  const packed = new Map(); // file and encoding → {version, bytes}; bytes come later
  return (file, version, encoding) => {
    const key = `${encoding} ${file}`;
    if (packed.get(key)?.version !== version) {
      const made = {version, bytes: null};
      packed.set(key, made);
      readFile(file).then(kEncodings[encoding]).then((bytes) => { made.bytes = bytes; }, () => packed.delete(key));
    }
    return packed.get(key).bytes;
  };
}

// --- answers

// The encoding to send and its bytes, or none. The best takes seconds for a program: until it is done, the file is sent as it is.
function encoded(pack, file, {size}, version, request) {
  if (!pack || !kPacked.has(extname(file)) || size > kMostPacked) return [];
  const encoding = Object.keys(kEncodings).find((name) => accepts(request, name));
  const bytes = encoding && pack(file, version, encoding);
  return bytes ? [encoding, bytes] : [];
}

async function answer(root, pack, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, {Allow: 'GET, HEAD'}).end();
    return;
  }
  const file = await resolveInside(root, request.url);
  if (!file) {
    response.writeHead(404, {'Content-Type': 'text/plain; charset=utf-8'}).end('There is no such file.\n');
    return;
  }
  const facts = await stat(file);
  const version = `${facts.size.toString(36)}-${Math.round(facts.mtimeMs).toString(36)}`;
  const [encoding, bytes] = encoded(pack, file, facts, version, request);
  const tag = `"${encoding ? `${version}-${encoding}` : version}"`;
  const headers = {
    'Cache-Control': 'no-cache',  // a rebuilt page is seen at the next reload
    'ETag': tag,
    'Vary': 'Accept-Encoding',
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(tag) || known.includes('*')) {
    response.writeHead(304, headers).end();
    return;
  }
  response.writeHead(200, {
    ...headers,
    ...(encoding && {'Content-Encoding': encoding}),
    'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream',
    'Content-Length': bytes?.length ?? facts.size,
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else if (bytes) response.end(bytes);
  else pipeline(createReadStream(file), response, () => {});  // a reader who goes away is no error
}

// Serves folder on 127.0.0.1. port 0 takes any free port. Rejects when the port is taken (error.code 'EADDRINUSE').
export async function serve(folder, port = 0, {packs = false} = {}) {
  const root = await realpath(folder);
  const pack = packs ? makePacker() : null;
  const server = createServer((request, response) => {
    answer(root, pack, request, response).catch(() => response.destroy());
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const close = () => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });
  return {url: `http://127.0.0.1:${server.address().port}/`, close};
}

// The first free port from 8080 on; any free one when the next hundred are taken too.
async function serve_somewhere(folder) {
  for (let port = 8080; port < 8180; port++) {
    try {
      return await serve(folder, port, {packs: true});
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return serve(folder, 0, {packs: true});
}

async function main([folder, flag, value]) {
  const port = Number(value);
  if (!folder || (flag && (flag !== '--port' || !/^\d+$/.test(value ?? '') || port > 65535))) {
    console.error('usage: node tools/serve.mjs FOLDER [--port N]');
    return 2;
  }
  try {
    const {url} = flag ? await serve(folder, port, {packs: true}) : await serve_somewhere(folder);
    console.log(`Serving ${folder} at ${url} (Ctrl+C stops it)`);
    return 0;
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : error.message);
    return 1;
  }
}

// Without await: where files of tests wait for one module, node takes the tests of all of them for those of the first.
if (process.argv[1] && import.meta.url === pathToFileURL(realpathSync(process.argv[1])).href) {
  main(process.argv.slice(2)).then((status) => { process.exitCode = status; });
}
