// The native program, and natively the kernels of bench.cpp. Its time for an epoch includes the validation on 10,000 images.
import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {open_native_kernels} from './kernels.mjs';

const run = async (program, words) => (await promisify(execFile)(program, words, {maxBuffer: 1e8})).stdout;

// sets: the folder that holds the datasets as files; data: what write_data() wrote. With more than one thread only what the program lets it have.
export async function open_native({program, sets, data, threads}) {
  const id = threads === 1 ? 'native' : `native-${threads}`;
  const name = `natively, ${threads === 1 ? 'one thread' : `${threads} threads`}`;
  const kernels = open_native_kernels({data});
  const has_threads = {};
  for (const command of ['train', 'knn']) has_threads[command] = (await run(program, [command, '--help'])).includes('--threads');
  const command_of = ({group, hidden}) => (group === 'training' && hidden ? 'train' : group === 'neighbours' ? 'knn' : null);
  const does = (row) => {
    const command = command_of(row);
    if (threads > 1) return Boolean(command) && has_threads[command];
    return Boolean(command) || row.group === 'kernels' || row.group === 'training';
  };
  const ask = async (command, ...words) => {
    const options = has_threads[command] ? ['--threads', String(threads)] : [];
    return JSON.parse(await run(program, [command, '--json', '--data', sets, ...options, ...words]));
  };
  const measure = async (row_id, row) => {
    const command = command_of(row);
    if (command === 'train') {
      const hidden = row.hidden.length ? ['--hidden', row.hidden.join(',')] : [];
      const result = await ask(command, '--dataset', 'mnist', '--latent', String(row.latent), ...hidden, '--epochs', '1', '--batch', '256');
      return {seconds: result.seconds_per_epoch, value: result.val_bce};
    }
    if (command === 'knn') {
      const space = row.model ? `assets/models/${row.model}.safetensors` : 'pixels';
      const result = await ask(command, '--dataset', row.dataset, '--space', space);
      return {seconds: result.fit_seconds + result.predict_seconds, value: result.accuracy};
    }
    return kernels.measure(row_id);
  };
  if (threads > 1 && !has_threads.train && !has_threads.knn) return {id, name, missing: 'the program has one thread'};
  return {id, name, does, measure, peak: kernels.peak};
}
