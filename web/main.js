// Starts the page: checks what the browser can do, loads the program, and connects it with what surrounds the canvas.
import {atRest, tellKept} from './files.js';
import {connectHost} from './host.js';
import {connectInput} from './input.js';
import {beginProgram, instantiateProgram, loadRest} from './parts.js';
import {makeShell, showFailure} from './shell.js';
import {beginFile} from './site_files.js';
import {fill} from './strings.js';
import {texts} from './texts.js';

// A module of a dozen bytes that uses one SIMD instruction: does the browser know it?
const kSimdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, // "\0asm", version 1
  1, 5, 1, 96, 0, 1, 123, // a type: () → v128
  3, 2, 1, 0, // a function of that type
  10, 8, 1, 6, 0, 65, 0, 253, 15, 11, // i32.const 0, i8x16.splat
]);

// One that uses an exception as the program does: a block that catches whatever is thrown in it.
const kExceptionProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0,
  1, 4, 1, 96, 0, 0, // a type: () → ()
  3, 2, 1, 0,
  10, 8, 1, 6, 0, 6, 64, 25, 11, 11, // try, catch_all, end
]);

// What is missing, as a message, or nothing.
function missingFeature() {
  if (typeof WebAssembly !== 'object') {
    return texts.noWebAssembly;
  }
  if (!WebAssembly.validate(kSimdProbe)) {
    return texts.noSimd;
  }
  if (!WebAssembly.validate(kExceptionProbe)) {
    return texts.noExceptions;
  }
  if (typeof WebGL2RenderingContext === 'undefined') {
    return texts.noWebGl2;
  }
  return null;
}

// Asks for what index.html names so (cmake/hints.mjs).
function beginWith(kind) {
  for (const {href} of document.querySelectorAll(`link.${kind}`)) beginFile(href);
}

function fail(error) {
  const reason = error instanceof Error ? error.message : String(error);
  showFailure(fill(texts.notStarted, reason));
}

// The usual model is not asked for where the address names another one, and all of the program is where it names another station than the first.
const isUsual = !/[#&]model=/.test(location.hash);
const isAllWanted = /[#&]station=(?!draw)/.test(location.hash);

// Waits until the page is seen: a browser keeps only so many graphics contexts, and a course page may embed many.
function seen(element) {
  return new Promise((resolve) => {
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(element);
  });
}

// All the modules are here: whatever keeps the program from starting now, this one says.
document.getElementById('not-started').remove();

async function start() {
  const host = connectHost();
  const missing = missingFeature();
  if (missing) return showFailure(missing);
  const program = beginProgram(); // on its way already (cmake/hints.mjs)
  program.catch(() => {}); // said once it is missed
  await seen(document.documentElement);
  if (isAllWanted) beginWith('later');
  if (isUsual) beginWith('usual');
  const canvas = document.getElementById('canvas');
  const {default: createModule} = await import('./bottleneck.js');

  const shell = makeShell(canvas, host, (module) => connectInput(canvas, module));
  await new Promise((resolve, reject) => {
    const options = {
      canvas,
      shell,
      instantiateWasm(imports, receive) {
        instantiateProgram(program, imports, isAllWanted, fail).then(({instance, module}) => {
          if (isUsual) beginWith('usual-later'); // the program would ask for them once it has started and drawn
          receive(instance, module);
        }).catch(reject);
        return {};
      },
      // Before the program's main(), which already asks the shell for files.
      onRuntimeInitialized() {
        shell.module = this;
      },
      onAbort: reject,
    };
    createModule(options).then(resolve, reject);
  });
  tellKept(shell.module);
  await new Promise(requestAnimationFrame);
  await atRest();
  await loadRest();
}

start().catch(fail);
