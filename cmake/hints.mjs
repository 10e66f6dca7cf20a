// Tells the browser at once what the page will ask for, so that one file need not arrive before the next is known.
//   node cmake/hints.mjs SITE     SITE: the assembled site; in its index.html the hints take the place of <!-- hints -->
// The modules are those that main.js leads to, by the imports in them. What the usual model needs is only named, for main.js asks for it where the
// address wants no other one; and so is the part of the program that comes later (cmake/split.mjs), which some addresses want at once.
import {build} from 'esbuild';
import {existsSync} from 'node:fs';
import {readFile, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';

const kEntry = 'main.js';
const kLater = 'bottleneck.later.wasm';
const kModels = 'assets/models';
const kMark = /^ *<!-- hints -->\n/m;

// All modules that are loaded before the program runs: what the entry imports, and that imports; of what is loaded later, what the entry
// itself asks for.
async function modulesOf(site) {
  const {metafile: {inputs}} = await build({
    entryPoints: [kEntry], bundle: true, splitting: true, format: 'esm', outdir: 'none', write: false, metafile: true, absWorkingDir: site, logLevel: 'error',
  });
  const found = new Set();
  const visit = (module) => {
    if (found.has(module)) return;
    found.add(module);
    for (const {path, kind} of inputs[module].imports) {
      if (kind === 'import-statement' || module === kEntry) visit(path);
    }
  };
  visit(kEntry);
  return [...found];
}

const readJson = async (site, name) => JSON.parse(await readFile(join(site, kModels, name), 'utf8'));

// The list of models, card and weights of the one that is shown where none is chosen, and its codes; each as [class, file].
async function usualFiles(site) {
  const models = await readJson(site, 'index.json');
  const {name} = models.find(({is_usual}) => is_usual) ?? models[0];
  const {has_codes} = await readJson(site, `${name}.json`);
  return [
    ...['index.json', `${name}.json`, `${name}.safetensors`].map((file) => ['usual', file]),
    ...(has_codes ? [['usual-later', `${name}.codes.safetensors`]] : []),
  ];
}

async function main([folder]) {
  if (!folder) {
    console.error('usage: node cmake/hints.mjs SITE');
    return 2;
  }
  const site = resolve(folder);
  const page = await readFile(join(site, 'index.html'), 'utf8');
  if (!kMark.test(page)) {
    console.error(`${site}/index.html has no place for hints`);
    return 1;
  }
  const hints = [
    '<link rel="preload" as="fetch" crossorigin href="bottleneck.wasm">',
    ...(existsSync(join(site, kLater)) ? [`<link class="later" href="${kLater}">`] : []), // a debug build is not split
    ...(await modulesOf(site)).map((module) => `<link rel="modulepreload" href="${module}">`),
    ...(await usualFiles(site)).map(([when, file]) => `<link class="${when}" href="${kModels}/${file}">`),
  ];
  await writeFile(join(site, 'index.html'), page.replace(kMark, () => hints.map((hint) => `  ${hint}\n`).join('')));
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
