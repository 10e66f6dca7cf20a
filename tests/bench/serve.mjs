// Serves folders on this machine for pages that measure. folders: path → folder, such as {'/': pages, '/data/': data}. isolated: with the headers for which
// browsers give fine clocks (and threads, which whoever does not expect them is better off without).
import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import {extname, join, normalize} from 'node:path';

const kTypes = {'.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.wasm': 'application/wasm'};
const kIsolation = {'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp'};

export async function serve_folders(folders, {isolated = false} = {}) {
  const places = Object.entries(folders).sort(([a], [b]) => b.length - a.length);
  const server = createServer(async (request, response) => {
    const path = normalize(new URL(request.url, 'http://localhost').pathname);
    try {
      const [prefix, folder] = places.find(([start]) => path.startsWith(start));
      const bytes = path === '/' ? '<!doctype html><title>bench</title>' : await readFile(join(folder, path.slice(prefix.length)));
      const type = path === '/' ? kTypes['.html'] : kTypes[extname(path)] ?? 'application/octet-stream';
      response.writeHead(200, {'Content-Type': type, ...(isolated && kIsolation)}).end(bytes);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    }),
  };
}
