// What the pages of jax-js and TensorFlow.js share: the data that data.mjs wrote, in their shapes, and what is done to it.
export const kBatch = 256;
export const kNeighbours = 7;

const kept = new Map();
async function bytes(name) {
  if (!kept.has(name)) kept.set(name, await (await fetch(`/data/${name}`)).arrayBuffer());
  return kept.get(name);
}

export const pixels = async (dataset, split) => new Uint8Array(await bytes(`${dataset}/${split}-images.u8`));
export const labels = async (dataset, split) => new Uint8Array(await bytes(`${dataset}/${split}-labels.u8`));
// N × width floats: images in 0..1, or codes.
export async function features(dataset, split, width) {
  if (width !== 784) return new Float32Array(await bytes(`${dataset}/${split}-codes-${width}.f32`));
  return Float32Array.from(await pixels(dataset, split), (pixel) => pixel / 255);
}

// Images by their numbers → floats in 0..1.
export function unit_batch(images, indices) {
  const batch = new Float32Array(indices.length * 784);
  indices.forEach((index, i) => {
    const image = images.subarray(index * 784, index * 784 + 784);
    for (let at = 0; at < 784; at++) batch[i * 784 + at] = image[at] / 255;
  });
  return batch;
}

export function shuffled(count) {
  const order = Uint32Array.from({length: count}, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor(Math.random() * (i + 1));
    [order[i], order[other]] = [order[other], order[i]];
  }
  return order;
}

// inputs × outputs weights, uniform in ±sqrt(6 / (inputs + outputs)).
export function glorot(inputs, outputs) {
  const limit = Math.sqrt(6 / (inputs + outputs));
  return Float32Array.from({length: inputs * outputs}, () => limit * (2 * Math.random() - 1));
}

// found: the nearest references of the first queries, kNeighbours each. The most votes win, of those that tie the smallest label.
export function accuracy_of(found, references, truths) {
  const queries = found.length / kNeighbours;
  let right = 0;
  for (let query = 0; query < queries; query++) {
    const votes = new Array(10).fill(0);
    for (let i = 0; i < kNeighbours; i++) votes[references[found[query * kNeighbours + i]]] += 1;
    if (votes.indexOf(Math.max(...votes)) === truths[query]) right += 1;
  }
  return right / queries;
}
