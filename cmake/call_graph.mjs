// The functions of a program of WebAssembly that has their names, and who calls whom.
import {execFile} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';

// What Binaryen has to know of the program (cmake/compile_options.cmake).
export const kFeatures = [
  '--mvp-features', ...['bulk-memory', 'exception-handling', 'mutable-globals', 'nontrapping-float-to-int', 'sign-ext', 'simd'].map((name) => `--enable-${name}`),
];

// Runs one of Binaryen's programs, which are in the folder; gives what it prints.
export async function runBinaryen(folder, name, args) {
  return (await promisify(execFile)(join(folder, name), args, {maxBuffer: 1 << 30})).stdout;
}

// Binaryen writes every byte that WebAssembly's text has no place for in a name as \hh.
const readable = (name) => name.replace(/\\([0-9a-f]{2})/g, (_, digits) => String.fromCharCode(parseInt(digits, 16)));

// A function's name without its parameters, template arguments and unnamed namespaces; of a lambda, that of the function it stands in comes first.
export function plainName(name) {
  const whole = readable(name).replaceAll('(anonymous namespace)::', '').replace(/operator(\(\)|[<>=-]+)/g, 'operator');
  let plain = '';
  let depth = 0;
  for (const letter of whole) {
    if ('(<[{'.includes(letter)) depth++;
    else if (')>]}'.includes(letter)) depth--;
    else if (depth === 0) plain += letter;
  }
  return plain.replace(/ const$/, '').trim();
}

// name → {callers: names, isCalledByPointer, isExported}. Names as Binaryen writes them.
export async function callGraph(folder, program) {
  const functions = new Map();
  const calls = [];
  const imported = new Set();
  for (const line of (await runBinaryen(folder, 'wasm-opt', [program, ...kFeatures, '--print-call-graph', '-o', '/dev/null'])).split('\n')) {
    const [, caller, callee] = /^ {2}"(.*)" -> "(.*)";/.exec(line) ?? [];
    const [, name, look] = /^ {2}"(.*)" \[style="filled(.*)"\];/.exec(line) ?? [];
    if (callee) calls.push([caller, callee]);
    if (look?.includes('turquoise')) imported.add(name);
    if (!name || imported.has(name)) continue;
    const known = functions.get(name) ?? {callers: new Set(), isCalledByPointer: false, isExported: false};
    if (look.includes('rounded')) known.isCalledByPointer = true;
    if (look.includes('gray')) known.isExported = true;
    functions.set(name, known);
  }
  for (const [caller, callee] of calls) if (caller !== callee) functions.get(callee)?.callers.add(caller);
  return functions;
}

// What comes later where the functions of these names (as plainName() has them) do: also whatever they alone call, and what their lambdas do
// (no more of a lambda: the linker joins equal functions under any one's name, and small ones are equal to many). Nothing that is exported, and
// nothing that takes a vector of numbers, which no placeholder could.
export function allLater(functions, names) {
  const later = new Set();
  const stays = (name) => functions.get(name).isExported || /\\20vector\\5b\d/.test(name);
  for (const name of functions.keys()) if (names.has(plainName(name)) && !stays(name)) later.add(name);
  const isLambdaOf = (name) => /::operator\\28\\29\\28/.test(name) && [...name.matchAll(/::(?:\$_|'lambda)/g)].some(({index}) => {
    for (const outer of later) if (name.slice(0, index).endsWith(outer)) return true;
    return false;
  });
  for (let size = -1; size !== later.size;) {
    size = later.size;
    for (const [name, {callers, isCalledByPointer}] of functions) {
      if (later.has(name) || stays(name)) continue;
      const isOnlyTheirs = !isCalledByPointer && callers.size > 0 && [...callers].every((caller) => later.has(caller));
      if (isOnlyTheirs || isLambdaOf(name)) later.add(name);
    }
  }
  return later;
}
