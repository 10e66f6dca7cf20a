// How the site is put together, and how tools/build and tools/demo find the datasets that it takes along: with a tiny project, tiny
// data, and stand-ins for CMake's and Ninja's work.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {chmod, copyFile, lstat, mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, symlink, utimes, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';
import {gunzipSync} from 'node:zlib';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kFiles = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'];

let folder;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bottleneck site-')));
});
afterEach(() => rm(folder, {recursive: true}));

async function put(path, text) {
  await mkdir(dirname(join(folder, path)), {recursive: true});
  await writeFile(join(folder, path), text);
}
function run(program, options, {cwd = folder, env = {}} = {}) {
  const given = {...process.env, BOTTLENECK_DATA: undefined, ...env};
  return new Promise((resolve) => {
    execFile(program, options, {cwd, env: given}, (error, stdout, stderr) => resolve({status: error ? error.code : 0, stdout, stderr}));
  });
}

// --- cmake/assemble_site.cmake

async function make_project() {
  await put('source/web/index.html', '<title>{{title}}</title>');
  await put('source/web/main.js', 'main');
  await put('source/web/embed.js', "'{{title}}' '{{quoted}}'");
  await put('source/web/bottleneck.mjs', "import './embed.js';\n'{{quoted}}'");
  await put('source/texts/english.json', JSON.stringify({shell: {title: 'A < B & C', quoted: `It's \\ and "so"`}}));
  await put('source/assets/models/index.json', '[]');
  await put('programs/page.wasm', 'wasm');
  await put('generated/texts.js', 'texts');
  await put('modules/@zip.js/zip.js/dist/zip-core-external.min.js', 'zip');
  await put('modules/@zip.js/zip.js/LICENSE', 'its licence');
  await put('modules/pako/dist/browser/pako_inflate.esm.min.mjs', 'gzip');
  await put('modules/pako/LICENSE', 'its licence');
  for (const file of ['dist/reveal.mjs', 'dist/reveal.css', 'dist/reset.css', 'LICENSE']) await put(`modules/reveal.js/${file}`, file);
  await put('modules/h5wasm/dist/iife/h5wasm.js', 'hdf5');
  await put('modules/h5wasm/LICENSE.txt', 'its licence');
}
async function assemble(...datasets_found) {
  const {status, stderr} = await run('cmake', [
    `-DSITE=${folder}/site`, `-DSOURCE=${folder}/source`, `-DPROGRAMS=${folder}/programs`, `-DGENERATED=${folder}/generated`,
    `-DMODULES=${folder}/modules`, `-DDATASETS=${datasets_found.map((name) => join(folder, name)).join(';')}`, '-P', join(root, 'cmake/assemble_site.cmake'),
  ]);
  assert.equal(status, 0, stderr);
}
async function site_files(below = '') {
  const names = [];
  for (const entry of await readdir(join(folder, 'site', below), {withFileTypes: true})) {
    const name = join(below, entry.name);
    if (entry.isDirectory()) names.push(...await site_files(name));
    else names.push(name);
  }
  return names.sort();
}
const site_text = (name) => readFile(join(folder, 'site', name), 'utf8');
const datasets = async () => JSON.parse(await site_text('data/index.json'));

const kPlainSite = [
  'assets/models/index.json', 'bottleneck.mjs', 'data/index.json', 'embed.js', 'examples/reveal/LICENSE', 'examples/reveal/reset.css',
  'examples/reveal/reveal.css', 'examples/reveal/reveal.js', 'h5wasm.LICENSE.txt', 'h5wasm.min.js', 'index.html', 'main.js', 'page.wasm',
  'pako-inflate.LICENSE.txt', 'pako-inflate.min.js', 'texts.js', 'zip-core.LICENSE.txt', 'zip-core.min.js',
];

test('a site without datasets says so', async () => {
  await make_project();
  for (const found of [[], ['no such folder/mnist']]) {
    await assemble(...found);
    assert.deepEqual(await site_files(), kPlainSite);
    assert.deepEqual(await datasets(), {version: 1, datasets: []});
    assert.equal(await site_text('index.html'), '<title>A &lt; B &amp; C</title>');
    const embed = String.raw`'A < B & C' 'It\'s \\ and "so"'`;
    assert.equal(await site_text('embed.js'), embed);
    assert.equal(await site_text('bottleneck.mjs'), String.raw`${embed}'It\'s \\ and "so"'`, 'it needs no other file');
  }
});

test('the site takes along the halves that are whole, and says how long they are', async () => {
  await make_project();
  for (const file of kFiles) await put(`data/mnist/${file}.gz`, `mnist ${file}`);
  await put(`data/fashion-mnist/${kFiles[2]}.gz`, 'images');
  await put(`data/fashion-mnist/${kFiles[3]}.gz`, 'labels');
  await put(`data/fashion-mnist/${kFiles[0]}.gz`, 'images without labels');
  await put('data/mnist/README.md', 'not for the site');
  await assemble('data/mnist', 'data/fashion-mnist');
  assert.deepEqual(await datasets(), {
    version: 1,
    datasets: [{name: 'mnist', train_bytes: 2 * 29, test_bytes: 2 * 28}, {name: 'fashion-mnist', train_bytes: 0, test_bytes: 12}],
  });
  assert.deepEqual(await site_files(), [
    ...kFiles.map((file) => `data/mnist/${file}.gz`), ...kFiles.slice(2).map((file) => `data/fashion-mnist/${file}.gz`), ...kPlainSite,
  ].sort());
  assert.equal(await site_text(`data/mnist/${kFiles[0]}.gz`), `mnist ${kFiles[0]}`);
});

test('raw files are taken along gzipped, under either of their names, and anew once they have changed', async () => {
  await make_project();
  const raw = {'train-images.idx3-ubyte': 'i'.repeat(1000), 'train-labels-idx1-ubyte': 'labels', 't10k-images-idx3-ubyte': 'no labels'};
  for (const [name, text] of Object.entries(raw)) await put(`data/mnist/${name}`, text);
  const unpacked = async (name) => gunzipSync(await readFile(join(folder, `site/data/mnist/${name}.gz`))).toString();
  for (const images of [raw['train-images.idx3-ubyte'], 'others']) {
    await put('data/mnist/train-images.idx3-ubyte', images);
    await assemble('data/mnist');
    assert.equal(await unpacked(kFiles[0]), images);
    assert.equal(await unpacked(kFiles[1]), 'labels');
    assert.deepEqual(await site_files('data'), ['data/index.json', ...kFiles.slice(0, 2).map((file) => `data/mnist/${file}.gz`)]);
    let train_bytes = 0;
    for (const file of kFiles.slice(0, 2)) train_bytes += (await stat(join(folder, `site/data/mnist/${file}.gz`))).size;
    assert.deepEqual((await datasets()).datasets, [{name: 'mnist', train_bytes, test_bytes: 0}]);
  }
});

test('what is copied is a file of its own that can be written, whatever it was', async () => {
  await make_project();
  for (const file of kFiles.slice(2)) {
    await put(`elsewhere/${file}`, file);
    await chmod(join(folder, 'elsewhere', file), 0o444);
    await mkdir(join(folder, 'data/mnist'), {recursive: true});
    await symlink(join(folder, 'elsewhere', file), join(folder, `data/mnist/${file}.gz`));
  }
  await assemble('data/mnist');
  for (const file of kFiles.slice(2)) {
    const found = await lstat(join(folder, `site/data/mnist/${file}.gz`));
    assert.ok(found.isFile());
    assert.equal(found.nlink, 1);
    assert.equal(found.mode & 0o777, 0o644);
    assert.equal(await site_text(`data/mnist/${file}.gz`), file);
  }
});

test('a dataset is copied again only when it has changed, and removed when it is gone', async () => {
  await make_project();
  const name = `data/mnist/${kFiles[2]}.gz`;
  for (const file of kFiles.slice(2)) await put(`data/mnist/${file}.gz`, file);
  const long_ago = new Date('2020-01-01');
  for (const file of kFiles.slice(2)) await utimes(join(folder, `data/mnist/${file}.gz`), long_ago, long_ago);
  const state = async () => {
    const {mtimeMs, ino} = await stat(join(folder, 'site', name));
    return [mtimeMs, ino];
  };
  await assemble('data/mnist');
  const first = await state();
  await assemble('data/mnist');
  assert.deepEqual(await state(), first);

  await put(name, kFiles[2].toUpperCase()); // as long, but newer
  await assemble('data/mnist');
  assert.equal(await site_text(name), kFiles[2].toUpperCase());

  await put(name, 'shorter');
  await utimes(join(folder, name), long_ago, long_ago);
  await assemble('data/mnist');
  assert.equal(await site_text(name), 'shorter');

  await rm(join(folder, `data/mnist/${kFiles[3]}.gz`));
  await assemble('data/mnist');
  assert.deepEqual(await site_files(), kPlainSite);
  assert.deepEqual((await datasets()).datasets, []);
});

// --- tools/build and tools/demo

// The two in a project of their own, with programs that write down what they are asked.
async function make_tools() {
  for (const tool of ['build', 'demo', 'absolute_paths', 'data_places']) {
    await mkdir(join(folder, 'work/project/tools'), {recursive: true});
    await copyFile(join(root, 'tools', tool), join(folder, 'work/project/tools', tool));
  }
  const programs = {
    'work/project/tools/setup': 'true',
    'bin/cmake': `printf '%s\\n' "$@" >>'${folder}/asked'; touch "build/$2/build.ninja"`,
    'bin/ninja': 'true',
  };
  for (const [path, text] of Object.entries(programs)) {
    await put(path, `#!/bin/sh\n${text}\n`);
    await chmod(join(folder, path), 0o755);
  }
  await put('work/project/CMakePresets.json', '{}');
  await put('cache/bottleneck/paths.cmake', '');
}
// The folders of datasets that CMake was told, with semicolons between them; null when it was not asked.
async function told_datasets(tool, options, {env = {}, ...rest} = {}) {
  await rm(join(folder, 'asked'), {force: true});
  const path = `${join(folder, 'bin')}:${process.env.PATH}`;
  const ran = await run(join(folder, 'work/project/tools', tool), options, {env: {PATH: path, XDG_CACHE_HOME: join(folder, 'cache'), ...env}, ...rest});
  assert.equal(ran.status, 0, ran.stderr);
  const asked = await readFile(join(folder, 'asked'), 'utf8').catch(() => null);
  return asked && (/^-DBOTTLENECK_DATASETS=(.*)$/m.exec(asked)?.[1] ?? 'not mentioned');
}

test('datasets are looked for as the native program does, each by itself', async () => {
  await make_tools();
  const build = (...rest) => told_datasets('build', ['web', 'site'], ...rest);
  const at = (...places) => places.map((place) => join(folder, place)).join(';');
  const found = await build();
  assert.ok(found !== null && !found.includes(folder), found); // '', if this machine has no /data/mnist
  assert.equal(await build(), null, 'nothing has changed');
  await mkdir(join(folder, 'cache/bottleneck/data/mnist'), {recursive: true});
  await mkdir(join(folder, 'cache/bottleneck/data/fashion-mnist'));
  assert.equal(await build(), at('cache/bottleneck/data/mnist', 'cache/bottleneck/data/fashion-mnist'));
  await mkdir(join(folder, 'shared/data/fashion-mnist'), {recursive: true});
  assert.equal(await build(), at('cache/bottleneck/data/mnist', 'shared/data/fashion-mnist'));
  await mkdir(join(folder, 'work/shared/data/mnist'), {recursive: true});
  assert.equal(await build(), at('work/shared/data/mnist', 'shared/data/fashion-mnist'));
  await mkdir(join(folder, 'work/project/data/other'), {recursive: true});
  assert.equal(await build(), null, 'data/ has no dataset in it');
  await mkdir(join(folder, 'work/project/data/mnist'));
  assert.equal(await build(), at('work/project/data/mnist', 'shared/data/fashion-mnist'));
  await mkdir(join(folder, 'my data/mnist'), {recursive: true});
  assert.equal(await build({env: {BOTTLENECK_DATA: join(folder, 'my data')}}), at('my data/mnist'), 'only there');
  assert.equal(await build({env: {BOTTLENECK_DATA: 'my data'}}), null, 'the same, from where it was called');
  assert.equal(await told_datasets('build', ['native']), 'not mentioned');
});

test('a data folder without data is an error that names it', async () => {
  await make_tools();
  const env = {XDG_CACHE_HOME: join(folder, 'cache'), PATH: `${join(folder, 'bin')}:${process.env.PATH}`};
  const build = await run(join(folder, 'work/project/tools/build'), ['web'], {env: {...env, BOTTLENECK_DATA: folder}});
  assert.equal(build.status, 1);
  assert.match(build.stderr, /BOTTLENECK_DATA names .*, which has neither mnist\/ nor fashion-mnist\//);
  const demo = await run(join(folder, 'work/project/tools/demo'), ['--build-only', '--data', 'nowhere'], {env});
  assert.equal(demo.status, 1);
  assert.match(demo.stderr, /--data names .*\/nowhere, which has neither .*; tools\/datasets downloads the data\n$/);
  await mkdir(join(folder, 'my data/mnist'), {recursive: true});
  const near = await run(join(folder, 'work/project/tools/demo'), ['--build-only', '--data', 'my data/mnist/'], {env});
  assert.match(near.stderr, /--data names .*\/my data\/mnist, which has neither .*: name the folder above it\n$/);
  assert.equal((await run(join(folder, 'work/project/tools/demo'), ['--data'], {env})).status, 2);
});

test('tools/demo --data decides, relative to where it was called', async () => {
  await make_tools();
  for (const place of ['work/project/data/mnist', 'my data/mnist', 'other/mnist']) await mkdir(join(folder, place), {recursive: true});
  const demo = (...options) => told_datasets('demo', ['--build-only', ...options], {env: {BOTTLENECK_DATA: 'other'}});
  assert.equal(await demo('--data', 'my data'), join(folder, 'my data/mnist'));
  assert.equal(await demo(), join(folder, 'other/mnist'));
});
