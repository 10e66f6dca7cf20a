// tools/bench's own: opens all participants, measures every row with each of them, round by round, checks what comes out, and writes
// build/bench.json. Within a round the participants take turns at a row, so that what disturbs the machine for a while disturbs all of them;
// what quiet.mjs notices of that is measured again.
//   node tests/bench/run.mjs [--quick] [--rounds N] [--rows PATTERN] [--who PATTERN] [--no-page]
import {writeFileSync} from 'node:fs';
import {cpus} from 'node:os';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {launch_chromium, site} from '../page/browser.mjs';
import {serve_strictly} from '../page/support/open.mjs';
import {write_data} from './data.mjs';
import {open_web_kernels} from './kernels.mjs';
import {measure_drawing, measure_frames, measure_memory} from './live.mjs';
import {open_native} from './native.mjs';
import {open_native_peers} from './native_peers.mjs';
import {open_page} from './page.mjs';
import {open_loops, quiet_times} from './quiet.mjs';
import {spread} from './report.mjs';
import {kRows, problem_of} from './rows.mjs';
import {measure_start} from './start.mjs';
import {open_web_peers} from './web_peers.mjs';

const kThreads = [1, 2];
const kLongSeconds = 15; // whatever takes longer is measured in the first round alone

const {values: options} = parseArgs({options: {
  quick: {type: 'boolean', default: false}, rounds: {type: 'string'}, rows: {type: 'string'}, who: {type: 'string', default: '.'}, 'no-page': {type: 'boolean', default: false},
}});
const rounds = Number(options.rounds ?? (options.quick ? 2 : 3));
const is_asked = new RegExp(options.rows ?? (options.quick ? '^(epoch-16|encode|knn-mnist-8|products-16|drawing-codes)$' : '.'));
const who = new RegExp(options.who);
const cache = join(process.env.XDG_CACHE_HOME ?? join(process.env.HOME, '.cache'), 'bottleneck');
const work = 'build/bench';
const data = join(work, 'data');
const program = 'build/native/bottleneck';
const sets = join(site, 'data');
const say = (text) => process.stderr.write(`${text}\n`);

// Of lists of the same participants each one's first, then each one's second.
const side_by_side = (lists) => lists[0].flatMap((_, i) => lists.map((list) => list[i]));

const rows = Object.fromEntries(Object.entries(kRows).filter(([id]) => is_asked.test(id)));
write_data(data, sets, program, Object.values(kRows).filter(({dataset}) => dataset));
const browser = await launch_chromium();
const server = await serve_strictly();

const everyone = [
  ...await Promise.all(kThreads.map((workers) => open_page({browser, url: server.url, workers}))),
  await open_web_kernels({browser, data}),
  ...await Promise.all(kThreads.map((threads) => open_native({program, sets, data, threads}))),
  ...side_by_side(await Promise.all(kThreads.map((threads) => open_native_peers({folder: join(cache, 'peers-python'), data, threads})))),
  ...await open_web_peers({browser, folder: join(cache, 'peers-node'), work: join(work, 'pages'), data}),
];
const opened = everyone.filter(({id}) => who.test(id));

const bench = {
  machine: `${cpus()[0].model.replace(/\s+/g, ' ').trim()}, ${cpus().length} cores`,
  date: new Date().toISOString().slice(0, 10),
  rounds,
  participants: Object.fromEntries(opened.map(({id, name}) => [id, name])),
  missing: Object.fromEntries(opened.filter(({missing}) => missing).map(({id, missing}) => [id, missing])),
  peak: {},
  rows: Object.fromEntries(Object.entries(rows).map(([id, {group, title, multiplyAdds}]) => [id, {group, title, multiplyAdds, by: {}}])),
  page: {},
};
const participants = opened.filter(({missing}) => !missing);
const loops = open_loops();
const quiet = quiet_times({time: loops.time, longSeconds: kLongSeconds});

function note(id, who_id, {seconds, value, scaled, took}, problem) {
  const measured = bench.rows[id].by[who_id] ??= {seconds: []};
  measured.seconds.push(seconds);
  Object.assign(measured, {value, scaled, took, problem: measured.problem ?? problem});
}

async function measure(participant, id, row) {
  try {
    const result = await quiet.measure(() => participant.measure(id, row));
    note(id, participant.id, result, problem_of(row, result));
    // The codes of both halves are made on the way.
    if (result.encoding && bench.rows.encode) note('encode', participant.id, {seconds: result.encoding});
    say(`  ${id}, ${participant.name}: ${result.seconds.toPrecision(4)} s${result.value === undefined ? '' : `, ${result.value}`}`);
  } catch (error) {
    say(`  ${id}, ${participant.name}: ${error.message.slice(0, 300)}`);
    bench.missing[participant.id] = `${id}: ${error.message.split('\n')[0].slice(0, 100)}`;
  }
}

for (let round = 1; round <= rounds; round++) {
  say(`round ${round} of ${rounds}`);
  for (const participant of participants.filter(({peak}) => peak)) {
    const flops = await participant.peak();
    if (!participant.id.includes('-')) bench.peak[participant.id] = Math.max(flops, bench.peak[participant.id] ?? 0);
  }
  for (const [id, row] of Object.entries(rows)) {
    for (const participant of participants.filter(({does}) => does?.(row))) {
      if (!(bench.rows[id].by[participant.id]?.took > kLongSeconds)) await measure(participant, id, row);
    }
  }
}
for (const participant of everyone) await participant.close?.();

if (!options['no-page']) {
  say('the page');
  const figures = [() => measure_start(browser, site, rounds), () => measure_drawing(browser, server.url), ...(options.quick ? [] : [measure_frames]),
    ...kThreads.map((workers) => () => measure_memory(browser, server.url, workers))];
  for (const some of figures) {
    await quiet.wait();
    Object.assign(bench.page, await some());
  }
}
bench.quiet = quiet.noted;
await loops.close();
await Promise.all([browser.close(), server.close()]);

for (const {by} of Object.values(bench.rows)) {
  for (const measured of Object.values(by)) measured.spread = spread(measured.seconds);
}
writeFileSync('build/bench.json', `${JSON.stringify(bench, null, 1)}\n`);
process.exitCode = Object.values(bench.rows).some(({by}) => Object.values(by).some(({problem}) => problem)) ? 1 : 0;
