// A static file server for the built site, on this machine only: for tools/demo and the page tests.
//   node tools/serve.mjs FOLDER [--port N]      prints the address; without --port the first free one from 8080 on
// As a module: const {url, close} = await serve(folder, port).
import {createReadStream} from 'node:fs';
import {realpath, stat} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, sep} from 'node:path';
import {pipeline} from 'node:stream';
import {pathToFileURL} from 'node:url';

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

async function answer(root, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, {Allow: 'GET, HEAD'}).end();
    return;
  }
  const file = await resolveInside(root, request.url);
  if (!file) {
    response.writeHead(404, {'Content-Type': 'text/plain; charset=utf-8'}).end('There is no such file.\n');
    return;
  }
  response.writeHead(200, {
    'Content-Type': kTypes[extname(file)] ?? 'application/octet-stream',
    'Content-Length': (await stat(file)).size,
    'Cache-Control': 'no-cache',  // a rebuilt page is seen at the next reload
    'X-Content-Type-Options': 'nosniff',
  });
  if (request.method === 'HEAD') response.end();
  else pipeline(createReadStream(file), response, () => {});  // a reader who goes away is no error
}

// Serves folder on 127.0.0.1. port 0 takes any free port. Rejects when the port is taken (error.code 'EADDRINUSE').
export async function serve(folder, port = 0) {
  const root = await realpath(folder);
  const server = createServer((request, response) => {
    answer(root, request, response).catch(() => response.destroy());
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
      return await serve(folder, port);
    } catch (error) {
      if (error.code !== 'EADDRINUSE') throw error;
    }
  }
  return serve(folder, 0);
}

async function main([folder, flag, value]) {
  const port = Number(value);
  if (!folder || (flag && (flag !== '--port' || !/^\d+$/.test(value ?? '') || port > 65535))) {
    console.error('usage: node tools/serve.mjs FOLDER [--port N]');
    return 2;
  }
  try {
    const {url} = flag ? await serve(folder, port) : await serve_somewhere(folder);
    console.log(`Serving ${folder} at ${url} (Ctrl+C stops it)`);
    return 0;
  } catch (error) {
    console.error(error.code === 'EADDRINUSE' ? `Port ${port} is taken by another program.` : error.message);
    return 1;
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(await realpath(process.argv[1])).href) {
  process.exitCode = await main(process.argv.slice(2));
}
