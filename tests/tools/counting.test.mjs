// What tools/test counts of files of tests.
import assert from 'node:assert/strict';
import {spawnSync} from 'node:child_process';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

// What is said of a run of test files, given by their sources, as one says it who is not in CI: {status, lines}.
async function count(...sources) {
  const folder = await mkdtemp(join(tmpdir(), 'bottleneck-counting-'));
  try {
    const paths = await Promise.all(sources.map(async (source, index) => {
      const path = join(folder, `${index}.test.mjs`);
      await writeFile(path, `import {before, test} from 'node:test';\n${source}`);
      return path;
    }));
    const program = 'source tests/counting; run_node part 1 "$@"; sum_up';
    const {NODE_TEST_CONTEXT, CI, ...env} = process.env; // else the runner of this test is reported to, or what is skipped has failed
    const {status, stdout} = spawnSync('bash', ['-c', program, 'count', ...paths], {cwd: root, env: {...env, logs: folder, jobs: '1'}, encoding: 'utf8'});
    return {status, lines: stdout.trimEnd().split('\n')};
  } finally {
    await rm(folder, {recursive: true});
  }
}

const kPasses = "test('passes', () => {});";

test('tests that pass and tests that fail are counted', async () => {
  const {status, lines} = await count(kPasses, `${kPasses}\ntest('fails', () => { throw new Error('on purpose'); });`);
  assert.equal(status, 1);
  assert.equal(lines.at(-1), '2 passed, 1 failed');
  assert.ok(lines.includes('FAILED: part: fails'), lines.join('\n'));
});

test('a file of skipped tests has not failed', async () => {
  const {status, lines} = await count(kPasses, "test('needs what is not there', {skip: 'not there'}, () => {});");
  assert.equal(status, 0);
  assert.equal(lines.at(-1), '1 passed, 0 failed, 1 skipped');
});

test('a file without a test, one that cannot be loaded and one that cannot begin have failed', async () => {
  for (const source of ['', 'export {', `before(() => { throw new Error('on purpose'); });\n${kPasses}`]) {
    const {status, lines} = await count(kPasses, source);
    assert.equal(status, 1, source);
    assert.match(lines.at(-1), /^1 passed, [12] failed$/, source);
  }
});
