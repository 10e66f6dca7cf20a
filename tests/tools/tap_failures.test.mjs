// What tools/test shows of page tests that failed.
import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

// What is shown of a run of test files, given as name → source.
async function failures_of(files) {
  const folder = await mkdtemp(join(tmpdir(), 'bottleneck-tap-'));
  try {
    const paths = [];
    for (const [name, source] of Object.entries(files)) {
      paths.push(join(folder, name));
      await writeFile(paths.at(-1), `import {test} from 'node:test';\n${source}`);
    }
    const log = join(folder, 'log');
    const env = {...process.env};
    delete env.NODE_TEST_CONTEXT;  // else it reports to the runner of this test
    let tap;
    try {
      tap = execFileSync('node', ['--test-reporter=tap', fileURLToPath(new URL('../together.mjs', import.meta.url)), ...paths], {env});
    } catch (error) {
      tap = error.stdout;
    }
    await writeFile(log, tap);
    return execFileSync(fileURLToPath(new URL('../tap_failures', import.meta.url)), [log], {encoding: 'utf8'});
  } finally {
    await rm(folder, {recursive: true});
  }
}

test('each failure is shown with its error and its stack, and nothing of what passed', async () => {
  const shown = await failures_of({
    'a.test.mjs': `
      function culprit(text) { throw new Error(text); }
      test('passes first', () => { console.log('said by one that passes'); });
      test('fails', () => { culprit('first line\\n...\\n# last line'); });
      test('passes between', () => {});
      test('outer', async (t) => {
        await t.test('inner passes', () => {});
        await t.test('inner fails', () => { culprit('of the inner one'); });
      });
      test('is skipped', {skip: true}, () => {});`,
  });
  // The file is around its tests.
  const names = [...shown.matchAll(/^ *not ok \d+ - (.*)/gm)].map((match) => match[1]).filter((name) => !name.endsWith('.mjs'));
  assert.deepEqual(names, ['fails', 'inner fails', 'outer']);
  assert.match(shown, /first line\n *\.\.\.\n *# last line\n/);
  assert.match(shown, /of the inner one/);
  assert.equal(shown.match(/culprit \(file:/g).length, 2);
  assert.doesNotMatch(shown, /passes|skipped|^ *ok /m);
});

test('a file that cannot be loaded says why', async () => {
  const shown = await failures_of({'a.test.mjs': 'test("passes", () => {});', 'b.test.mjs': 'throw new Error("at load");'});
  assert.match(shown, /^not ok \d+ - .*b\.test\.mjs\n(.*\n)*  error: 'at load'\n(.*\n)*  stack: \|-\n.*b\.test\.mjs:2/m);
  assert.doesNotMatch(shown, /a\.test\.mjs/);
});

test('of a long error the first 40 lines are shown, and the stack', async () => {
  const shown = await failures_of({
    'a.test.mjs': 'test("fails", () => { throw new Error(Array.from({length: 500}, (_, i) => `row ${i} `).join("\\n")); });',
  });
  assert.match(shown, /row 30 /);
  assert.doesNotMatch(shown, /row 40 /);
  assert.match(shown, /\n *\(and more\)\n *stack: /);
  assert.match(shown, /TestContext\.<anonymous> \(file:/);
});
