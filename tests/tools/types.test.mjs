// The types of embed.js, asked of TypeScript's compiler: they fit the module itself, and let through what is right and nothing else.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdir, mkdtemp, readFile, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const kOptions = [
  '--noEmit', '--strict', '--allowJs', '--checkJs', '--skipDefaultLibCheck', '--target', 'es2022', '--module', 'esnext', '--moduleResolution', 'bundler',
  '--lib', 'es2022,dom,dom.iterable',
];
const kSame = `
  import * as made from './made.js';
  import type * as declared from '../embed.js';
  export const same: typeof declared = made;
`;

// Of each of these one folder: the module without its declarations beside it, so that it is read as it is; and a host page. All of
// them are compiled at once, for what takes long is the same for all.
const kModules = {
  right: (text) => text,
  'a method fewer': (text) => text.replace('  clear() {', '  wipe() {'),
  'an unknown request': (text) => text.replace("return this.#ask('stop')", "return this.#ask('halt')"),
};
const kHosts = {
  'right host': (text) => text,
  'right where it must be wrong': (text) => text.replace('await lab.draw()', 'await lab.clear()'),
};

let folder, said;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bottleneck-types-'));
  const files = [];
  const put = async (path, text) => {
    await mkdir(join(folder, path, '..'), {recursive: true});
    await writeFile(join(folder, path), text);
    if (path.endsWith('.ts')) files.push(join(folder, path));
  };
  const read = (path) => readFile(join(root, path), 'utf8');
  await put('embed.d.ts', await read('web/embed.d.ts'));
  for (const [name, change] of Object.entries(kModules)) {
    await put(`${name}/made.js`, change(await read('web/embed.js')).replaceAll("'./embed.js'", "'../embed.js'"));
    await put(`${name}/same.ts`, kSame);
  }
  for (const [name, change] of Object.entries(kHosts)) {
    await put(`${name}/host.ts`, change(await read('tests/types/host.ts')).replaceAll("'../../web/embed.js'", "'../embed.js'"));
  }
  const {stdout} = await new Promise((resolve) => {
    execFile(process.execPath, [join(root, 'node_modules/typescript/bin/tsc'), ...kOptions, ...files], {cwd: folder}, (error, ...streams) => {
      resolve({stdout: streams.join('\n')});
    });
  });
  said = stdout.split('\n').filter((line) => line.includes('error'));
});
after(() => rm(folder, {recursive: true}));

const said_of = (name) => said.filter((line) => line.startsWith(`${name}/`)).join('\n');

test('the module is what its types say', () => {
  assert.equal(said_of('right'), '');
  assert.match(said_of('a method fewer'), /same\.ts.*error TS2322/);
  assert.match(said_of('an unknown request'), /made\.js.*error TS2345/);
});

test('what a host may write compiles, and what it must not write does not', () => {
  assert.equal(said_of('right host'), '');
  assert.match(said_of('right where it must be wrong'), /host\.ts.*error TS2578/); // an error was expected there
  assert.equal(said.filter((line) => !/^(right host|right|a method fewer|an unknown request|right where it must be wrong)\//.test(line)).join('\n'), '');
});
