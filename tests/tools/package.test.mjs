// What tools/package makes: of web/ as it is, with stand-ins for the programs and the data of the site.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

let folder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck package-'));
  await cp(join(root, 'web'), join(folder, 'site'), {recursive: true});
  for (const [path, text] of Object.entries({
    'site/bottleneck.wasm': 'wasm', 'site/bottleneck.html': 'all in one', 'site/assets/models/index.json': '[]',
    'site/data/index.json': '{"version":1,"datasets":[{"name":"mnist"}]}', 'site/data/mnist/images.gz': 'images', 'site/examples/index.html': 'examples',
  })) {
    await mkdir(join(folder, path, '..'), {recursive: true});
    await writeFile(join(folder, path), text);
  }
  const ran = await run(join(root, 'tools/package'), [join(folder, 'site'), join(folder, 'out')]);
  assert.equal(ran.status, 0, ran.stderr);
});
after(() => rm(folder, {recursive: true}));

function run(program, options, cwd = folder) {
  return new Promise((resolve) => {
    execFile(program, options, {cwd}, (error, stdout, stderr) => resolve({status: error ? error.code : 0, stdout, stderr}));
  });
}
const read = (...path) => readFile(join(folder, ...path), 'utf8');
const version = async () => JSON.parse(await readFile(join(root, 'package.json'), 'utf8')).version;

test('the package is installed from its tarball, and everything in it is found by its name', async () => {
  await mkdir(join(folder, 'project'));
  await writeFile(join(folder, 'project/package.json'), '{"private": true, "type": "module"}');
  const tarball = join(folder, `out/bottleneck-lab-${await version()}.tgz`);
  const installed = await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], join(folder, 'project'));
  assert.equal(installed.status, 0, installed.stderr);
  const there = (...path) => join(folder, 'project/node_modules/bottleneck-lab', ...path);

  // In Node there is no document; the module can be imported all the same.
  await writeFile(join(folder, 'project/use.js'), `
    import {BottleneckError, BottleneckLab} from 'bottleneck-lab';
    import {fileURLToPath} from 'node:url';
    console.log(JSON.stringify({
      types: [typeof BottleneckLab, new BottleneckError('a', 'b').code],
      paths: ['bottleneck-lab', 'bottleneck-lab/embed.js', 'bottleneck-lab/bottleneck.wasm', 'bottleneck-lab/assets/models/index.json',
        'bottleneck-lab/package.json'].map((name) => fileURLToPath(import.meta.resolve(name))),
    }));
  `);
  const used = await run(process.execPath, ['use.js'], join(folder, 'project'));
  assert.equal(used.status, 0, used.stderr);
  assert.deepEqual(JSON.parse(used.stdout), {
    types: ['function', 'a'],
    paths: ['embed.js', 'embed.js', 'bottleneck.wasm', 'assets/models/index.json', 'package.json'].map((name) => there(name)),
  });

  const manifest = JSON.parse(await readFile(there('package.json'), 'utf8'));
  for (const entry of ['main', 'module', 'types', 'unpkg', 'jsdelivr']) await readFile(there(manifest[entry]));
  assert.equal(await readFile(there('bottleneck.html'), 'utf8'), 'all in one');
  assert.match(await readFile(there('README.md'), 'utf8'), /<bottleneck-lab/);
  // Without data, and saying so.
  assert.deepEqual(await readdir(there('data')), ['index.json']);
  assert.deepEqual(JSON.parse(await readFile(there('data/index.json'), 'utf8')).datasets, []);
  assert.ok(!(await readdir(there())).includes('examples'));

  // Its types are found, also by projects that resolve as Node does.
  await writeFile(join(folder, 'project/use.ts'), `
    import {BottleneckLab} from 'bottleneck-lab';
    export const k: number = new BottleneckLab().timeout;
    // @ts-expect-error: no such request
    new BottleneckLab().close();
  `);
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const kOptions = ['--noEmit', '--strict', '--skipDefaultLibCheck', '--target', 'es2022', '--module', 'nodenext', '--lib', 'es2022,dom'];
  const compiled = await run(process.execPath, [tsc, ...kOptions, 'use.ts'], join(folder, 'project'));
  assert.equal(compiled.stdout, '');
});

test('a static host gets the whole site twice, and a link without a version leads to the latest', async () => {
  const major = `v${(await version()).split('.')[0]}`;
  assert.deepEqual((await readdir(join(folder, 'out/release'))).sort(), ['index.html', 'latest', major]);
  const all = async (...path) => (await readdir(join(folder, ...path), {recursive: true})).sort();
  for (const name of [major, 'latest']) {
    assert.deepEqual(await all('out/release', name), await all('site'));
    assert.equal(await read('out/release', name, 'data/mnist/images.gz'), 'images');
  }
  assert.match(await read('out/release/index.html'), /location\.replace\('latest\/' \+ location\.search \+ location\.hash\)/);
});

test('without a page there is nothing to be made', async () => {
  const ran = await run(join(root, 'tools/package'), [join(folder, 'no site'), join(folder, 'nothing')]);
  assert.equal(ran.status, 1);
  assert.match(ran.stderr, /no site holds no page/);
  await assert.rejects(readdir(join(folder, 'nothing')));
});
