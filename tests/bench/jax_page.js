// jax-js on its WebAssembly backend, each row as fast as it can be set up: whole steps and searches are compiled (jit). Bundled by web_peers.mjs.
import {blockUntilReady, defaultDevice, init, jit, nn, numpy as np, tree} from '@jax-js/jax';
import {accuracy_of, features, glorot, kBatch, kNeighbours, labels, pixels, shuffled, unit_batch} from './peer_data.js';

const kAdam = {rate: 1e-3, decay1: 0.9, decay2: 0.999, epsilon: 1e-7};

await init('wasm');
defaultDevice('wasm');

const parameters_of = (widths) => widths.slice(1).map((outputs, i) => ({
  w: np.array(glorot(widths[i], outputs)).reshape([widths[i], outputs]), b: np.zeros([outputs]),
}));

// The input and what each layer makes of it.
function forward(parameters, x) {
  const outputs = [x];
  parameters.forEach(({w, b}, i) => {
    const z = np.matmul(outputs[i].ref, w).add(b);
    outputs.push(i + 1 < parameters.length ? nn.relu(z) : z);
  });
  return outputs;
}
function logits(parameters, x) {
  const outputs = forward(parameters, x);
  outputs.slice(0, -1).forEach((output) => output.dispose());
  return outputs.at(-1);
}
// The mean cross-entropy: max(z, 0) − x z + log(1 + e^−|z|)
const loss = (parameters, x) => {
  const z = logits(parameters, x.ref);
  return np.mean(nn.softplus(z.ref).sub(x.mul(z)));
};
const zeros = (parameters) => tree.map((leaf) => np.zerosLike(leaf.ref), parameters);

// By hand, which takes four fifths of the time of grad(loss).
function gradients(parameters, x) {
  const outputs = forward(tree.ref(parameters), x.ref);
  const result = [];
  let dz = nn.sigmoid(outputs.at(-1)).sub(x.ref).mul(1 / x.size);
  x.dispose();
  for (let i = parameters.length - 1; i >= 0; i--) {
    result.unshift({w: np.matmul(np.transpose(outputs[i].ref), dz.ref), b: np.sum(dz.ref, 0)});
    dz = i > 0 ? np.where(np.greater(outputs[i].ref, 0), np.matmul(dz, np.transpose(parameters[i].w.ref)), 0) : dz;
  }
  dz.dispose();
  outputs.slice(0, -1).forEach((output) => output.dispose());
  tree.dispose(parameters);
  return result;
}

// Compiled by itself inside the step: otherwise its gradients would be made once for each place where they are used. bias1, bias2:
// the corrections of this step.
const adam = jit((parameters, gradient, m, v, bias1, bias2) => {
  const m2 = tree.map((old, g) => old.mul(kAdam.decay1).add(g.mul(1 - kAdam.decay1)), m, tree.ref(gradient));
  const v2 = tree.map((old, g) => old.mul(kAdam.decay2).add(g.ref.mul(g).mul(1 - kAdam.decay2)), v, gradient);
  const moved = tree.map((p, a, b) => p.sub(
    a.mul(bias1.ref).mul(kAdam.rate).div(np.sqrt(b.mul(bias2.ref)).add(kAdam.epsilon))), parameters, tree.ref(m2), tree.ref(v2));
  return [moved, m2, v2];
});
const step = jit((parameters, m, v, bias1, bias2, x) => adam(tree.ref(parameters), gradients(parameters, x), m, v, bias1, bias2));

async function train(row) {
  const images = await pixels('mnist', 'train');
  const order = shuffled(images.length / 784);
  const run = async (indices) => {
    let parameters = parameters_of(row.widths);
    let [m, v] = [zeros(parameters), zeros(parameters)];
    for (let first = 0, t = 1; first < indices.length; first += kBatch, t++) {
      const batch = indices.subarray(first, first + kBatch);
      const x = np.array(unit_batch(images, batch)).reshape([batch.length, 784]);
      [parameters, m, v] = step(parameters, m, v, np.array(1 / (1 - kAdam.decay1 ** t)), np.array(1 / (1 - kAdam.decay2 ** t)), x);
    }
    await blockUntilReady(parameters);
    tree.dispose([m, v]);
    return parameters;
  };
  // Both sizes of a mini-batch are compiled before.
  tree.dispose(await run(order.subarray(0, kBatch + order.length % kBatch)));
  const start = performance.now();
  const parameters = await run(order);
  const seconds = (performance.now() - start) / 1000;
  const test = np.array(await features('mnist', 'test', 784)).reshape([10000, 784]);
  return {seconds, value: await loss(parameters, test).jsAsync()};
}

async function encode(row) {
  const encoder = jit((parameters, x) => nn.relu(logits(parameters, x)));
  const images = np.array(await features('mnist', 'train', 784)).reshape([60000, 784]);
  const parameters = parameters_of(row.widths);
  const once = async () => {
    const start = performance.now();
    const codes = encoder(tree.ref(parameters), images.ref);
    await codes.blockUntilReady();
    codes.dispose();
    return (performance.now() - start) / 1000;
  };
  await once();
  const seconds = await once();
  images.dispose();
  tree.dispose(parameters);
  return {seconds};
}

// The references of least distance, in order. distances: of a query to all of them.
function nearest(distances) {
  const best = new Array(kNeighbours).fill(Infinity);
  const found = new Array(kNeighbours).fill(-1);
  for (let i = 0; i < distances.length; i++) {
    const distance = distances[i];
    if (distance >= best[kNeighbours - 1]) continue;
    let at = kNeighbours - 1;
    for (; at > 0 && best[at - 1] > distance; at--) {
      best[at] = best[at - 1];
      found[at] = found[at - 1];
    }
    best[at] = distance;
    found[at] = i;
  }
  return found;
}

// |a|² − 2 a·q is least where the distance is. The references lie transposed, so that neighbours in memory are one number of many images. Its own
// topK sorts, which takes thirty times as long as looking for the least here.
async function classify(row) {
  const kQueries = 100;
  const train = await features(row.dataset, 'train', row.width);
  const test = await features(row.dataset, 'test', row.width);
  const count = row.part ?? 10000;
  const distances_to = jit((references, squares, queries) => squares.sub(np.matmul(queries, references).mul(2)));
  const begin = performance.now();
  const natural = np.array(train).reshape([60000, row.width]);
  const squares = np.sum(natural.ref.mul(natural.ref), 1);
  const references = np.transpose(natural).add(0);
  await blockUntilReady([squares, references]);
  const prepared = performance.now() - begin;
  const search = async (first) => {
    const queries = np.array(test.slice(first * row.width, (first + kQueries) * row.width)).reshape([kQueries, row.width]);
    const distances = await distances_to(references.ref, squares.ref, queries).data();
    return Array.from({length: kQueries}, (_, i) => nearest(distances.subarray(i * 60000, (i + 1) * 60000))).flat();
  };
  await search(0);
  const found = new Int32Array(count * kNeighbours);
  const start = performance.now();
  for (let first = 0; first < count; first += kQueries) found.set(await search(first), first * kNeighbours);
  const searched = performance.now() - start;
  tree.dispose([references, squares]);
  const value = accuracy_of(found, await labels(row.dataset, 'train'), await labels(row.dataset, 'test'));
  return {seconds: (prepared + searched * 10000 / count) / 1000, value, scaled: count < 10000};
}

window.measure = (id, row) => (row.group === 'neighbours' ? classify(row) : id === 'encode' ? encode(row) : train(row));
