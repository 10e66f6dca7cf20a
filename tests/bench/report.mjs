// What tools/bench has measured, as Markdown: what each took, beside it how many times as long the page took, and how noisy it was.
//   node tests/bench/report.mjs BENCH.JSON [README]      prints it, or puts it between the README's two marks
import {readFileSync, writeFileSync} from 'node:fs';
import {pathToFileURL} from 'node:url';

const kGroups = {
  training: {title: 'Training', us: 'page'},
  neighbours: {title: 'Exact nearest neighbours: 10,000 test images against 60,000', us: 'page'},
  kernels: {title: 'The same C++ by itself, one thread', us: 'web'},
};
export const kMarks = ['<!-- tools/bench writes from here -->', '<!-- to here -->'];

export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

// How far the rounds lie apart, as a share of their median: 0 for one.
export const spread = (numbers) => (Math.max(...numbers) - Math.min(...numbers)) / median(numbers);

// Three digits: 12.3 s, 0.123 s, 1.23 ms.
export function time(seconds) {
  const [value, unit] = seconds >= 0.1 ? [seconds, 's'] : seconds >= 1e-4 ? [seconds * 1e3, 'ms'] : [seconds * 1e6, 'µs'];
  return `${value >= 100 ? value.toFixed(0) : value.toPrecision(3)} ${unit}`;
}

const percent = (share) => `${(100 * share).toFixed(0)} %`;
const line = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [line(head), line(head.map((_, i) => (i ? '--:' : '---'))), ...rows.map(line)];

function cell(row, id, us) {
  const measured = row.by[id];
  if (!measured) return '';
  const seconds = median(measured.seconds);
  const ours = row.by[us];
  const ratio = id === us || !ours ? '' : ` (${(median(ours.seconds) / seconds).toFixed(2)})`;
  return `${time(seconds)}${measured.scaled ? '\\*' : ''}${ratio}${measured.problem ? ' **wrong**' : ''}`;
}

// A row's greatest spread, of what was measured more than once.
function noise(row) {
  const spreads = Object.values(row.by).filter(({seconds}) => seconds.length > 1).map(({seconds}) => spread(seconds));
  return spreads.length ? percent(Math.max(...spreads)) : '';
}

// The dense arithmetic of a row in a second, as a share of what the machine can do at most in the same engine.
function share_of_peak(row, id, peak) {
  const measured = row.by[id];
  return row.multiplyAdds && measured && peak ? percent(2 * row.multiplyAdds / median(measured.seconds) / peak) : '';
}

function group_table(bench, group) {
  const rows = Object.values(bench.rows).filter((row) => row.group === group && Object.keys(row.by).length);
  if (!rows.length) return [];
  const {title, us} = kGroups[group];
  const ids = Object.keys(bench.participants).filter((id) => rows.some((row) => row.by[id]));
  const has_peak = bench.peak?.web && rows.some((row) => row.multiplyAdds);
  const head = ['', ...ids.map((id) => bench.participants[id]), ...(has_peak ? [`${bench.participants[us]}, of the peak`] : []), 'noise'];
  return [`**${title}**`, '', ...table(head, rows.map((row) => [
    row.title, ...ids.map((id) => cell(row, id, us)), ...(has_peak ? [share_of_peak(row, us, bench.peak.web)] : []), noise(row),
  ])), ''];
}

function page_table(bench) {
  const figures = Object.entries(bench.page ?? {});
  if (!figures.length) return [];
  const text = ({value, unit}) => (unit === 's' ? time(value) : unit === 'bytes' ? `${(value / 1e6).toFixed(2)} MB` : `${value} ${unit}`);
  return ['**The page**', '', ...table(['', ''], figures.map(([name, figure]) => [name, text(figure)])), ''];
}

function wrong(bench) {
  const found = [];
  for (const row of Object.values(bench.rows)) {
    for (const [id, {problem}] of Object.entries(row.by)) if (problem) found.push(`- **${row.title}, ${bench.participants[id]}: ${problem}**`);
  }
  for (const [id, why] of Object.entries(bench.missing)) found.push(`- left out: ${bench.participants[id] ?? id} (${why})`);
  return found.length ? [...found, ''] : [];
}

export function markdown(bench) {
  const rounds = `${bench.rounds} interleaved rounds`;
  const {web, native} = bench.peak ?? {};
  const peak = web && native ? ` Multiply-add peak of one core: ${(web / 1e9).toFixed(0)} GFLOP/s as WebAssembly, ${(native / 1e9).toFixed(0)} natively.` : '';
  const {waited, again, disturbed} = bench.quiet;
  return [
    `Measured by \`tools/bench\` on ${bench.date} on ${bench.machine}: medians of ${rounds}, every result checked.${peak}`,
    'In brackets: the time of this program as WebAssembly in Chromium (the page with one worker; in the last table by itself) divided by that one\'s, so that below 1 it is the',
    'faster. Of the peak: the arithmetic that the dense layers would need in that time, as a share of that peak. Noise: from the',
    'fastest to the slowest round, of the noisiest in the row. \\*: measured on a part, and scaled. The page draws nothing',
    'while it trains or searches: without a graphics card its frames, ten a second, would take a quarter of a core.',
    `Where other work was noticed on its cores, it waited (${waited} s) or measured again (${again} times; ${disturbed} kept all the same). Who takes the way to the`,
    'memory is not noticed.',
    '',
    ...Object.keys(kGroups).flatMap((group) => group_table(bench, group)),
    ...page_table(bench),
    ...wrong(bench),
  ].join('\n');
}

// The text with the table between its two marks; throws where it has not both.
export function between_marks(text, inside) {
  const [begin, end] = kMarks.map((mark) => text.indexOf(mark));
  if (begin < 0 || end < begin) throw new Error(`there are no marks: ${kMarks.join(' … ')}`);
  return `${text.slice(0, begin + kMarks[0].length)}\n${inside}${text.slice(end)}`;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [file, readme] = process.argv.slice(2);
  const text = markdown(JSON.parse(readFileSync(file, 'utf8')));
  if (readme) writeFileSync(readme, between_marks(readFileSync(readme, 'utf8'), text));
  else console.log(text);
}
