// What tools/bench makes of its figures, on some that are made up.
import assert from 'node:assert/strict';
import {test} from 'node:test';
import {seconds_of_epoch} from '../bench/page.mjs';
import {between_marks, kMarks, markdown, spread, time} from '../bench/report.mjs';
import {kRows, problem_of} from '../bench/rows.mjs';

const kBench = {
  machine: 'A Processor, 2 cores', date: '2026-11-28', rounds: 3,
  participants: {page: 'the page', native: 'natively', 'torch-1': 'PyTorch', jax: 'jax-js'},
  missing: {jax: 'no network'},
  peak: {web: 50e9, native: 100e9}, quiet: {waited: 12, again: 3, disturbed: 1},
  rows: {
    'epoch-16': {
      group: 'training', title: 'one epoch', multiplyAdds: 2e9,
      by: {page: {seconds: [0.5, 0.4, 0.41]}, 'torch-1': {seconds: [0.82, 0.8, 0.9]}, native: {seconds: [0.2], problem: 'BCE 0.5, not 0.2'}},
    },
    'knn-mnist-784': {group: 'neighbours', title: '784 pixels', by: {page: {seconds: [2]}, native: {seconds: [4], scaled: true}}},
  },
  page: {'until it draws': {value: 1.3, unit: 's'}, 'bytes until then': {value: 612345, unit: 'bytes'}},
};

test('the table has each median, its ratio to the page\'s, the share of the peak and the noise; those without figures have no column', () => {
  const lines = markdown(kBench).split('\n');
  const after = (title) => lines.slice(lines.indexOf(`**${title}**`) + 2);
  assert.deepEqual(after('Training').slice(0, 3), [
    '|  | the page | natively | PyTorch | the page, of the peak | noise |',
    '| --- | --: | --: | --: | --: | --: |',
    '| one epoch | 0.410 s | 0.200 s (2.05) **wrong** | 0.820 s (0.50) | 20 % | 24 % |',
  ]);
  assert.equal(after('Exact nearest neighbours: 10,000 test images against 60,000')[2], '| 784 pixels | 2.00 s | 4.00 s\\* (0.50) |  |');
  assert.deepEqual(after('The page').slice(2, 4), ['| until it draws | 1.30 s |', '| bytes until then | 0.61 MB |']);
  assert.match(lines[0], /^Measured by `tools\/bench` on 2026-11-28 on A Processor, 2 cores: medians of 3 interleaved rounds.*50 GFLOP\/s as WebAssembly, 100 natively\.$/);
  assert.ok(lines.includes('Where other work was noticed on its cores, it waited (12 s) or measured again (3 times; 1 kept all the same). Who takes the way to the'));
  assert.ok(lines.includes('- **one epoch, natively: BCE 0.5, not 0.2**'));
  assert.ok(lines.includes('- left out: jax-js (no network)'));
});

test('times have three digits; the spread is a share of the median', () => {
  assert.deepEqual([0.0000123, 0.00123, 0.0999, 0.1, 9.999, 123.4].map(time), ['12.3 µs', '1.23 ms', '99.9 ms', '0.100 s', '10.0 s', '123 s']);
  assert.equal(spread([1, 2, 3]), 1);
  assert.equal(spread([5]), 0);
});

test('the table goes between its two marks, again and again', () => {
  const text = `before\n${kMarks[0]}\nold\n${kMarks[1]}\nafter\n`;
  const once = between_marks(text, 'new\n');
  assert.equal(once, `before\n${kMarks[0]}\nnew\n${kMarks[1]}\nafter\n`);
  assert.equal(between_marks(once, 'new\n'), once);
  assert.throws(() => between_marks('no marks', 'new'), /there are no marks/);
});

test('a result outside its band is a problem; that of a part has its own', () => {
  const pixels = kRows['knn-mnist-784'];
  assert.equal(problem_of(pixels, {value: 0.9694}), undefined);
  assert.match(problem_of(pixels, {value: 0.968}), /accuracy 0.968, not 0.9692 to 0.9696/);
  assert.equal(problem_of(pixels, {value: 0.968, scaled: true}), undefined);
  assert.match(problem_of(kRows['epoch-16'], {value: Number.NaN}), /BCE NaN/);
  assert.equal(kRows['epoch-16'].multiplyAdds, 60000 * 784 * 16 * 5);
});

test('an epoch\'s time is that between its reports, without the validations', () => {
  const told = [[0, 0, 0], [0, 50, 100], [0, 200, 400], [0, 235, 480], [1, 10, 700], [1, 110, 900]]; // epoch, batch, ms
  assert.equal(seconds_of_epoch(told.map(([epoch, batch, ms]) => ({epoch, batch, ms})), 235), 0.5 / 250 * 235);
});
