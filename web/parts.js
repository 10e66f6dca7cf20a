// The program is loaded in two parts (cmake/split.mjs): the first holds what drawing a digit takes; the second, which is loaded meanwhile, all
// else. In place of each function of the second that the first calls there is a placeholder. One that is called too early has the page
// wait for the second part.
import {getFile, hasAddresses, readNow, siteRoot} from './site_files.js';

const kFirst = new URL('bottleneck.wasm', siteRoot);
const kLater = new URL('bottleneck.later.wasm', siteRoot);

// Compiles while the bytes arrive where the server names their type rightly; else from all of them at once.
async function instantiate(file, name, imports) {
  const response = await file;
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  const isTyped = (response.headers.get('Content-Type') ?? '').startsWith('application/wasm');
  return isTyped ? WebAssembly.instantiateStreaming(response, imports) : WebAssembly.instantiate(await response.arrayBuffer(), imports);
}

// Whether the page can stand still until the second part is there. Chromium did not compile more than 4 kB in that way until 2023.
function canWait() {
  if (!hasAddresses || document.featurePolicy?.allowsFeature('sync-xhr') === false) return false;
  const size = 5000;
  const longModule = new Uint8Array(8 + 3 + size); // an empty one, with so many bytes that mean nothing
  longModule.set([0, 97, 115, 109, 1, 0, 0, 0, 0, 128 | (size & 127), size >> 7]);
  try {
    new WebAssembly.Module(longModule);
    return true;
  } catch {
    return false;
  }
}

let first = null; // what the second part takes of the first
let isWhole = false;

// Asks for the first part.
export const beginProgram = () => getFile(kFirst);

// Loads the second part, if it is not here yet.
export async function loadRest() {
  if (isWhole) return;
  await instantiate(getFile(kLater), 'bottleneck.later.wasm', first);
  isWhole = true;
}

// The page stands still until the second part is here.
function waitForRest() {
  if (isWhole) return;
  new WebAssembly.Instance(new WebAssembly.Module(readNow(kLater)), first);
  isWhole = true;
}

// program: the first part, asked for; isAllWanted: whether the second is needed at once. onFailure(error) is called where a placeholder waits
// for it in vain. Gives {instance, module} of the first.
export async function instantiateProgram(program, imports, isAllWanted, onFailure) {
  const tableOf = (exported) => Object.values(exported).find((one) => one instanceof WebAssembly.Table);
  // The second part puts its functions into the table, where the first calls them; a placeholder is named by its function's place there.
  const placeholder = new Proxy({}, {
    get: (_, place) => (...values) => {
      try {
        waitForRest();
      } catch (error) {
        onFailure(error);
        throw error;
      }
      return tableOf(first.primary).get(Number(place))(...values);
    },
  });
  const result = await instantiate(program, 'bottleneck.wasm', {...imports, placeholder});
  first = {primary: result.instance.exports};
  isWhole = WebAssembly.Module.imports(result.module).every(({module}) => module !== 'placeholder'); // a debug build has but one part
  if (isAllWanted || !canWait()) await loadRest();
  return result;
}
