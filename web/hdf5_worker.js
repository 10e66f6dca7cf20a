// A worker that reads one HDF5 file: {bytes, most} → {arrays: [{name, dtype, shape, bytes}, …], texts: {name: text}}, the arrays of floats by
// their paths and the texts among the root's attributes; or {error}: "large" where the arrays take more than `most` bytes, else "damaged".
// The library is h5wasm; where this script is started from a Blob, it stands before it.
if (!self.h5wasm) importScripts('h5wasm.min.js');

const kFloat = 1; // HDF5's class of types
const kMostDepth = 32; // of folders

function collect(file, most) {
  const arrays = [];
  let room = most;
  const walk = (group, path, depth) => {
    if (depth > kMostDepth) throw new Error('too deep');
    for (const key of group.keys()) {
      const child = group.get(key);
      const name = path + key;
      if (child instanceof h5wasm.Group) {
        walk(child, `${name}/`, depth + 1);
      } else if (child instanceof h5wasm.Dataset && child.metadata.type === kFloat && child.metadata.size >= 4) {
        const {size, shape} = child.metadata;
        const bytes = shape.reduce((product, length) => product * length, size);
        if (!(bytes <= room)) throw Object.assign(new Error('too large'), {isLarge: true});
        room -= bytes;
        const {value} = child;
        const values = typeof value === 'number' ? (size === 8 ? Float64Array : Float32Array).of(value) : value;
        if (values.byteLength !== bytes) throw new Error('other bytes than told');
        const copy = new Uint8Array(values.buffer, values.byteOffset, bytes).slice();
        arrays.push({name, dtype: size === 8 ? 'F64' : 'F32', shape, bytes: copy});
      }
    }
  };
  walk(file, '', 0);
  const texts = {};
  for (const name of Object.keys(file.attrs)) {
    const {value} = file.attrs[name];
    if (typeof value === 'string') texts[name] = value;
  }
  return {arrays, texts};
}

self.onmessage = async ({data: {bytes, most}}) => {
  try {
    const {FS, activate_throwing_error_handler} = await h5wasm.ready;
    activate_throwing_error_handler(); // else HDF5 tells of trouble on the console, and goes on
    FS.writeFile('file.h5', bytes);
    const found = collect(new h5wasm.File('file.h5', 'r'), most);
    self.postMessage(found, found.arrays.map((array) => array.bytes.buffer));
  } catch (error) {
    self.postMessage({error: error?.isLarge ? 'large' : 'damaged'});
  }
};
