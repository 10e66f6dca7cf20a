// Splits the program in two: what drawing a digit and having it voted on takes, and what the page loads after that (web/parts.js).
//   node cmake/split.mjs BINARYEN BUILD LIST     BINARYEN: the folder of its programs; BUILD: the build's folder, with the program linked in
//                                                programs/, its functions' names in it; LIST: those that come later (tools/later_functions.mjs writes it)
// programs/bottleneck.wasm becomes the first part, bottleneck.later.wasm beside it the second; BUILD/bottleneck.whole.wasm is what it was. A name
// that stands for no function is passed over, and a function that the list does not know stays in the first part: an old list costs bytes, no more.
import {readFile, rename, writeFile} from 'node:fs/promises';
import {join} from 'node:path';
import {allLater, callGraph, kFeatures, runBinaryen} from './call_graph.mjs';

async function main([binaryen, build, list]) {
  if (!list) {
    console.error('usage: node cmake/split.mjs BINARYEN BUILD LIST');
    return 2;
  }
  const [whole, later, first, second] = ['bottleneck.whole.wasm', 'bottleneck.later', 'programs/bottleneck.wasm', 'programs/bottleneck.later.wasm']
    .map((name) => join(build, name));
  const names = new Set((await readFile(list, 'utf8')).split('\n').filter((line) => line && !line.startsWith('#')));
  await rename(first, whole);
  await writeFile(later, [...allLater(await callGraph(binaryen, whole), names)].join('\n'));
  await runBinaryen(binaryen, 'wasm-split', [whole, ...kFeatures, `--split-funcs=@${later}`, '-o1', first, '-o2', second, '--export-prefix=%']);
  return 0;
}

process.exitCode = await main(process.argv.slice(2));
