// What tools/package does. The page's version is said in package.json, from which the page has it, too (cmake/version.cmake).
import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {cp, mkdir, readdir, readFile, rename, rm, writeFile} from 'node:fs/promises';
import {join, resolve} from 'node:path';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const kName = 'bottleneck-lab';
// What of the site the package is without: 50 MB of data, which the page then takes from public mirrors, and pages that only show others.
const kLeftOut = ['data', 'examples'];
const kNoData = '{"version":1,"datasets":[]}\n';

const read = (path) => readFile(join(root, path), 'utf8');

async function manifest(version, files) {
  const {shell} = JSON.parse(await read('texts/english.json'));
  const element = {types: './embed.d.ts', default: './embed.js'};
  return {
    name: kName,
    version,
    description: shell.description,
    keywords: ['autoencoder', 'mnist', 'teaching', 'custom-element', 'webassembly'],
    type: 'module',
    exports: {'.': element, './embed.js': element, './package.json': './package.json', './*': './*'},
    main: './embed.js',
    module: './embed.js',
    types: './embed.d.ts',
    unpkg: './embed.js',
    jsdelivr: './embed.js',
    sideEffects: ['./embed.js', './bottleneck.mjs'], // they define the element
    files,
  };
}

async function make_package(site, out, version) {
  const folder = join(out, 'package');
  await rm(folder, {recursive: true, force: true});
  await cp(site, folder, {recursive: true, filter: (from) => !kLeftOut.some((name) => from === join(site, name))});
  await mkdir(join(folder, 'data'));
  await writeFile(join(folder, 'data/index.json'), kNoData);
  const files = (await readdir(folder)).sort();
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(await manifest(version, files), null, 2)}\n`);
  await writeFile(join(folder, 'README.md'), await read('docs/embedding.md'));
  const [{filename}] = JSON.parse(execFileSync('npm', ['pack', '--json', '--pack-destination', out], {cwd: folder, maxBuffer: 1 << 26}));
  return join(out, filename);
}

// A page that leads a link without a version to the latest one: nothing of the link is lost.
async function forwarding_page(target) {
  const {shell} = JSON.parse(await read('texts/english.json'));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>${shell.name}</title>
<script>location.replace('${target}' + location.search + location.hash);</script>
<p><a href="${target}">${shell.name}</a></p>
</html>
`;
}

async function make_release(site, out, version) {
  const folder = join(out, 'release');
  const fresh = `${folder}.new`;
  await rm(fresh, {recursive: true, force: true});
  for (const name of [`v${version.split('.')[0]}`, 'latest']) await cp(site, join(fresh, name), {recursive: true});
  await writeFile(join(fresh, 'index.html'), await forwarding_page('latest/'));
  await rm(folder, {recursive: true, force: true});
  await rename(fresh, folder);
  return folder;
}

const [site, out] = [process.argv[2] ?? join(root, 'build/web/site'), process.argv[3] ?? join(root, 'build')].map((path) => resolve(path));
if (!existsSync(join(site, 'index.html'))) {
  console.error(`tools/package: ${site} holds no page; tools/build web site makes it`);
  process.exit(1);
}
const {version} = JSON.parse(await read('package.json'));
await mkdir(out, {recursive: true});
console.log(`The npm package is ${await make_package(site, out, version)}`);
console.log(`The folders for a static host are in ${await make_release(site, out, version)}`);
