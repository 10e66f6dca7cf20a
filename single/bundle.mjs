// Makes the page one file that needs no server: program, worker, fonts (which are in the program), style sheet, texts, four models and the
// reference codes of one.
//   node single/bundle.mjs SITE FILE     SITE: the assembled site; FILE is written anew only where it would be another
// Fails where the file, packed by gzip as servers send it, would be larger than kMostBytes.
import {build, transform} from 'esbuild';
import {readFile, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';
import {gzipSync} from 'node:zlib';

const kMostBytes = 3_000_000;

const kModels = ['mnist-8', 'mnist-16', 'mnist-64', 'fashion-16'];
const kWithCodes = ['mnist-16']; // of the others, the page computes them where it has the training images

const kLibraries = ['pako-inflate', 'zip-core']; // of others, that come along

const kTypes = {js: 'text/javascript', json: 'application/json', wasm: 'application/wasm'};

// --- what lies in the file: path on the site → bytes

async function filesWithin(site) {
  const read = (path) => readFile(join(site, path));
  const json = async (path, change) => Buffer.from(JSON.stringify(change(JSON.parse(await read(path)))));
  const within = new Map();
  for (const path of ['bottleneck.wasm', 'bottleneck.later.wasm', 'worker.js', 'worker.wasm']) within.set(path, await read(path));
  within.set('data/index.json', await json('data/index.json', (list) => ({...list, datasets: []})));
  const models = 'assets/models';
  within.set(`${models}/index.json`, await json(`${models}/index.json`, (list) => list.filter(({name}) => kModels.includes(name))));
  for (const name of kModels) {
    const hasCodes = kWithCodes.includes(name);
    within.set(`${models}/${name}.json`, await json(`${models}/${name}.json`, (card) => ({...card, has_codes: hasCodes})));
    within.set(`${models}/${name}.safetensors`, await read(`${models}/${name}.safetensors`));
    if (hasCodes) within.set(`${models}/${name}.codes.safetensors`, await read(`${models}/${name}.codes.safetensors`));
  }
  return within;
}

// As single/site_files.js reads it.
function asElement([path, bytes]) {
  const type = kTypes[path.slice(path.lastIndexOf('.') + 1)] ?? 'application/octet-stream';
  const packed = gzipSync(bytes, {level: 9}).toString('base64');
  return `<script type="application/gzip;base64" data-path="${path}" data-type="${type}" data-bytes="${bytes.length}">${packed}</script>`;
}

// --- scripts

// All modules as one, with single/site_files.js in place of the site's own.
async function bundleModules(site, entry) {
  const standIn = {
    name: 'site files within',
    setup: (bundler) => bundler.onLoad({filter: /[\\/]site_files\.js$/}, async () => ({
      contents: await readFile(fileURLToPath(new URL('site_files.js', import.meta.url)), 'utf8'),
      resolveDir: site,
    })),
  };
  const {outputFiles: [{text}]} = await build({
    entryPoints: [join(site, entry)], bundle: true, format: 'esm', minify: true, charset: 'utf8', legalComments: 'none', write: false,
    plugins: [standIn], logLevel: 'error',
  });
  return text;
}

async function minified(site, file, loader) {
  return (await transform(await readFile(join(site, file), 'utf8'), {loader, minify: true, charset: 'utf8'})).code.trim();
}

// --- the page

// In index.html every file is named by one of these; another way to name one is an error.
const kNamed = [
  [/<link (?:rel="(?:modulepreload|preload)"|class="(?:usual|later))[^>]*>\n?/g, () => ''],
  [/<link rel="icon" href="([^"]+)" type="([^"]+)">/g, async (site, file, type) => (
    `<link rel="icon" href="data:${type};base64,${(await readFile(join(site, file))).toString('base64')}" type="${type}">`)],
  [/<link rel="stylesheet" href="([^"]+)">/g, async (site, file) => `<style>${await minified(site, file, 'css')}</style>`],
  [/<script type="module" src="([^"]+)">/g, async (site, file) => `<script type="module">${await bundleModules(site, file)}`],
  [/<script src="([^"]+)">/g, async (site, file) => `<script>${await minified(site, file, 'js')}`],
  // Reasons why it may not have started that a page which is one file cannot have.
  [/<li class="(?:file|frame|files)">[^<]*<\/li>\s*/g, () => ''],
];

async function replaceAll(text, [pattern, replacement], site) {
  const found = [...text.matchAll(pattern)];
  const made = await Promise.all(found.map(([, ...groups]) => replacement(site, ...groups)));
  return text.replace(pattern, () => made.shift());
}

const licencesOf = (site) => Promise.all(kLibraries.map(async (name) => (
  `${name}\n\n${(await readFile(join(site, `${name}.LICENSE.txt`), 'utf8')).trim()}\n`)));

async function bundle(site) {
  let page = await readFile(join(site, 'index.html'), 'utf8');
  const [unknown] = kNamed.reduce((rest, [pattern]) => rest.replace(pattern, ''), page).match(/\b(?:src|href)="[^"]*"/) ?? [];
  if (unknown) throw new Error(`index.html names a file in a way that is not known here: ${unknown}`);
  for (const rule of kNamed) page = await replaceAll(page, rule, site);
  const end = page.lastIndexOf('</body>');
  const within = [...await filesWithin(site)].map(asElement).join('\n');
  const licences = `<script type="text/plain" id="licences">\n${(await licencesOf(site)).join('\n')}</script>`;
  return `${page.slice(0, end)}${within}\n${licences}\n${page.slice(end)}`;
}

async function main([site, file]) {
  if (!file) {
    console.error('usage: node single/bundle.mjs SITE FILE');
    return 2;
  }
  const text = await bundle(resolve(site));
  const packed = gzipSync(text, {level: 9}).length;
  if (packed > kMostBytes) {
    console.error(`${file} would be ${packed} bytes when it is packed, more than ${kMostBytes}`);
    return 1;
  }
  if (text !== await readFile(file, 'utf8').catch(() => '')) await writeFile(file, text);
  console.log(`${file}: ${text.length} bytes, ${packed} when it is packed`);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
