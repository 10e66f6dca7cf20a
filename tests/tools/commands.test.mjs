// The command lines of tools/demo and tools/build, as far as they go without tools or a build.
import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {test} from 'node:test';
import {fileURLToPath} from 'node:url';

function run(tool, options, env = {}) {
  const path = fileURLToPath(new URL(`../../tools/${tool}`, import.meta.url));
  return new Promise((resolve) => {
    execFile(path, options, {env: {...process.env, ...env}}, (error, stdout, stderr) => {
      resolve({status: error ? error.code : 0, stdout, stderr});
    });
  });
}

test('tools/demo --help prints its usage', async () => {
  for (const option of ['--help', '-h']) {
    const {status, stdout, stderr} = await run('demo', [option]);
    assert.equal(status, 0);
    assert.match(stdout, /^usage: tools\/demo .*\n$/);
    assert.equal(stderr, '');
  }
});

test('tools/demo refuses what is no port', async () => {
  for (const options of [['--port'], ['--port', ''], ['--port', 'x'], ['--port', '-1'], ['--port', '65536'], ['--port', '9'.repeat(23)], ['--fly']]) {
    const {status, stdout, stderr} = await run('demo', options);
    assert.equal(status, 2, options.join(' '));
    assert.equal(stdout, '');
    assert.match(stderr, /^usage: tools\/demo .*\n$/);
  }
});

test('tools/build says that tools/setup comes first', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'bottleneck-cache-'));
  try {
    for (const preset of ['native', 'web']) {
      const {status, stdout, stderr} = await run('build', [preset, 'bottleneck'], {XDG_CACHE_HOME: empty});
      assert.equal(status, 1);
      assert.equal(stdout, '');
      assert.equal(stderr, 'tools/build: the build\'s tools are not set up; run tools/setup first\n');
    }
  } finally {
    await rm(empty, {recursive: true});
  }
});
