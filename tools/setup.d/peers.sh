# shellcheck shell=bash
# The part peers: the programs that tools/bench measures beside this one, from PyPI and npm, in folders of the cache that nothing else uses.
# Each half that cannot be had is left out.

peers_python=$cache/peers-python
peers_pins=$tools/../tests/bench/requirements.txt
peers_node=$cache/peers-node
peers_package=$tools/../tests/bench/peers

peers_node_key() { cat "$peers_package"/package*.json | cksum; }
node_peers_there() { [ "$(cat "$peers_node/complete" 2>/dev/null)" = "$(peers_node_key)" ]; }
peers_there() { environment_there "$peers_python" "$peers_pins" && node_peers_there; }

prepare_node_peers() {
  rm -rf "$peers_node"
  mkdir -p "$peers_node"
  cp "$peers_package"/package*.json "$tools/../.npmrc" "$peers_node"
  step "Installing jax-js and TensorFlow.js from npm into $peers_node (300 MB)"
  (cd "$peers_node" && quietly npm ci --no-audit --no-fund --ignore-scripts)
  peers_node_key >"$peers_node/complete"
}

# In subshells: what ends one half is not the end of the other.
prepare_peers() {
  local status=0
  environment_there "$peers_python" "$peers_pins" ||
    (prepare_environment "$peers_python" "$peers_pins" "5 GB: PyTorch loads CUDA's libraries, and uses none" -c 'import faiss, sklearn, torch') || status=3
  node_peers_there || (prepare_node_peers) || status=3
  return "$status"
}
