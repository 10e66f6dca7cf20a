// What tools/bench measures: every row once, with what its result must be. A participant has a function for each row that it can do.
import {readFileSync} from 'node:fs';

// Binary cross-entropy on the 10,000 test images after one epoch. Wide enough for any seed; a result better than that is as suspect as a worse one.
const epoch = (latent, hidden, band) => {
  const widths = [784, ...hidden, latent, ...[...hidden].reverse(), 784];
  const weights = widths.slice(1).map((width, i) => width * widths[i]);
  // Forwards, and backwards to the weights of each layer and to the input of all but the first.
  const multiplyAdds = 60000 * (3 * weights.reduce((sum, count) => sum + count) - weights[0]);
  return {group: 'training', title: `one epoch, ${widths.join('-')}`, latent, hidden, widths, multiplyAdds, dataset: 'mnist', result: 'validation BCE', band};
};

// The share of 10,000 test images that 7 of 60,000 training images name rightly. By pixels the distances are whole numbers, and it is
// known exactly; codes are floats, which each adds up in its own order. Slow participants do the first 500 only.
const kPixelAccuracy = {mnist: {all: 0.9694, part: 0.968}, 'fashion-mnist': {all: 0.854, part: 0.874}};
export const kPart = 500;
const neighbours = (dataset, width) => {
  const model = width === 784 ? null : `${dataset.replace('-mnist', '')}-${width}`;
  const card = model && JSON.parse(readFileSync(new URL(`../../assets/models/${model}.json`, import.meta.url), 'utf8'));
  const {all, part} = card ? {all: card.knn_accuracy} : kPixelAccuracy[dataset];
  const around = (accuracy, about) => [accuracy - about, accuracy + about];
  return {
    group: 'neighbours', title: `7 neighbours, ${dataset === 'mnist' ? 'MNIST' : 'Fashion-MNIST'}, ${width} ${card ? 'numbers' : 'pixels'}`,
    dataset, width, model, result: 'accuracy', band: around(all, card ? 0.001 : 0.0002), ...(part && {part: kPart, partBand: around(part, 0.002)}),
  };
};

export const kRows = {
  'epoch-16': epoch(16, [], [0.205, 0.235]),
  'epoch-64': epoch(64, [], [0.15, 0.175]),
  'epoch-300-16': epoch(16, [300], [0.13, 0.18]),
  encode: {group: 'training', title: 'encoding 60,000 images, 784-16', widths: [784, 16], multiplyAdds: 60000 * 784 * 16},
  'knn-mnist-8': neighbours('mnist', 8),
  'knn-mnist-16': neighbours('mnist', 16),
  'knn-mnist-784': neighbours('mnist', 784),
  'knn-fashion-8': neighbours('fashion-mnist', 8),
  'knn-fashion-16': neighbours('fashion-mnist', 16),
  'knn-fashion-784': neighbours('fashion-mnist', 784),
  'products-16': {group: 'kernels', title: 'products of a step, 784-16-784', multiplyAdds: 256 * 784 * 16 * 5},
  'products-64': {group: 'kernels', title: 'products of a step, 784-64-784', multiplyAdds: 256 * 784 * 64 * 5},
  'products-300-16': {group: 'kernels', title: 'products of a step, 784-300-16-300-784', multiplyAdds: 256 * (784 * 300 * 5 + 300 * 16 * 6)},
  'drawing-codes': {group: 'kernels', title: 'one drawing: image, code, reconstruction, 7 of 60,000 codes'},
  'drawing-all': {group: 'kernels', title: 'the same, and 7 of 60,000 images by pixels'},
};

// What is wrong with a result, or nothing. {value, scaled: it is that of a part}
export function problem_of(row, {value, scaled}) {
  const band = scaled ? row.partBand : row.band;
  if (!band) return undefined;
  return value >= band[0] && value <= band[1] ? undefined : `${row.result} ${value}, not ${band[0].toFixed(4)} to ${band[1].toFixed(4)}`;
}
