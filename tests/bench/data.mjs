// The datasets and codes as plain numbers, for those that read no IDX files: FOLDER/DATASET/{train,test}-{images,labels}.u8, and
// {train,test}-codes-K.f32 of the page's own models, which all participants compare.
import {execFileSync} from 'node:child_process';
import {mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';

const kFiles = {'train-images': ['train-images-idx3-ubyte', 16], 'train-labels': ['train-labels-idx1-ubyte', 8],
  'test-images': ['t10k-images-idx3-ubyte', 16], 'test-labels': ['t10k-labels-idx1-ubyte', 8]};
const kNpyHead = 10; // magic, version, and the length of the header

function numbers_of_npy(bytes) {
  return bytes.subarray(kNpyHead + bytes.readUInt16LE(8));
}

// from: a folder with a folder for each dataset, as the site has it; program: the native one.
export function write_data(folder, from, program, rows) {
  for (const dataset of new Set(rows.map((row) => row.dataset))) {
    const place = join(folder, dataset);
    mkdirSync(place, {recursive: true});
    for (const [name, [file, head]] of Object.entries(kFiles)) {
      writeFileSync(join(place, `${name}.u8`), gunzipSync(readFileSync(join(from, dataset, `${file}.gz`))).subarray(head));
    }
    for (const {model, width} of rows.filter((row) => row.dataset === dataset && row.model)) {
      for (const split of ['train', 'test']) {
        const npy = join(place, 'codes.npy');
        execFileSync(program, ['encode', '--model', `assets/models/${model}.safetensors`, '--dataset', dataset, '--data', from, '--split', split, '--out', npy],
          {stdio: 'ignore'});
        writeFileSync(join(place, `${split}-codes-${width}.f32`), numbers_of_npy(readFileSync(npy)));
      }
    }
  }
}
