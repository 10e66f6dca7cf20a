// PyTorch, scikit-learn and faiss from PyPI, natively, in a process of their own with so many threads.
import {spawn} from 'node:child_process';
import {existsSync} from 'node:fs';
import {createInterface} from 'node:readline';
import {fileURLToPath} from 'node:url';

const kNames = {torch: 'PyTorch', sklearn: 'scikit-learn', faiss: 'faiss'};
const kDoes = {torch: ({group}) => group === 'training', sklearn: ({group}) => group === 'neighbours', faiss: ({group}) => group === 'neighbours'};

// folder: the virtual environment; data: what write_data() wrote. Participants by id: torch-1, sklearn-1, … for one thread.
export async function open_native_peers({folder, data, threads}) {
  const python = `${folder}/bin/python`;
  const words = threads === 1 ? 'one thread' : `${threads} threads`;
  const named = (who, version) => `${kNames[who]}${version ? ` ${version}` : ''}, ${words}`;
  if (!existsSync(`${folder}/complete`)) {
    const why = 'its packages cannot be had from PyPI here';
    return Object.keys(kNames).map((who) => ({id: `${who}-${threads}`, name: named(who), missing: why, measure: {}}));
  }
  // The kernels that fit the processor are chosen by the libraries themselves, not by what other programs here may need.
  const env = {...process.env, OMP_NUM_THREADS: String(threads)};
  delete env.OPENBLAS_CORETYPE;
  delete env.OPENBLAS_NUM_THREADS;
  const child = spawn(python, ['-B', fileURLToPath(new URL('native_peers.py', import.meta.url)), String(threads), data], {stdio: ['pipe', 'pipe', 'inherit'], env});
  const lines = createInterface({input: child.stdout})[Symbol.asyncIterator]();
  const answer = async () => {
    const {value, done} = await lines.next();
    if (done) throw new Error('native_peers.py has ended');
    return JSON.parse(value);
  };
  const {versions} = await answer();
  return Object.keys(kNames).map((who) => ({
    id: `${who}-${threads}`,
    name: named(who, versions[who]),
    does: kDoes[who],
    measure: (_, row) => {
      child.stdin.write(`${JSON.stringify({who, row})}\n`);
      return answer();
    },
    close: () => child.stdin.end(),
  }));
}
