# shellcheck shell=bash
# Emscripten. Wherever it comes from, the build sees one folder, $cache/emscripten, which looks like Emscripten's own and
# holds wrappers that name the configuration and the cache in use. The cache holds the system libraries; SDL2 is built
# into it, so it is always one of ours: an installed Emscripten may be read-only, and is not to be changed by us anyway.

# Options for tar: variants for threads, WebAssembly workers and link-time optimisation, 1.2 GB not used here.
unused_variants=('--exclude=*/wasm32-emscripten/*-mt*' '--exclude=*/wasm32-emscripten/*-ww*'
  '--exclude=*/wasm32-emscripten/lto*' '--exclude=*/wasm32-emscripten/pic')

emcc_version() { "$1" --version 2>/dev/null | sed -nE '1s/.* ([0-9]+\.[0-9]+\.[0-9]+).*/\1/p' || true; }

# find_emcc [say]: prints "VERSION PATH" of the first emcc on PATH that is new enough, or nothing. With say, a word on
# standard error about those that are passed over.
find_emcc() {
  local emcc version
  while read -r emcc; do
    [ "$emcc" != "$cache/emscripten/emcc" ] || continue # our own, which starts one of the others
    version=$(emcc_version "$emcc")
    if [ -n "$version" ] && at_least "$version" "$EMSCRIPTEN_MINIMUM"; then
      printf '%s %s' "$version" "$emcc"
      return 0
    fi
    [ -z "${1:-}" ] || say "    $emcc (${version:-of an unknown version}) is older than $EMSCRIPTEN_MINIMUM and is left alone" >&2
  done < <(type -ap emcc || true)
}

system_emcc= # an installed emcc that is new enough

# Where Emscripten comes from: path (system_emcc), debian (this system's own package), private (another suite's package,
# unpacked into the cache), or none.
emscripten_from=none
choose_emscripten() {
  local found
  found=$(find_emcc say)
  if [ -n "$found" ]; then
    system_emcc=${found#* }
    emscripten_from=path
    say "    emcc ${found%% *} on PATH: $system_emcc"
  elif has_debian_archive; then
    available cmake || system_update
    found=$(candidate emscripten)
    if [ -n "$found" ] && at_least "$found" "$EMSCRIPTEN_MINIMUM"; then emscripten_from=debian; else emscripten_from=private; fi
  fi
}

emscripten_root=   # the folder that holds emcc.py
emscripten_config= # the configuration file
emscripten_cache=  # the cache, ours

# Wrappers with the installation's own names. What they set wins over the reader's environment and the configuration file.
write_wrappers() {
  local tool dir=$cache/emscripten.new
  rm -rf "$dir"
  mkdir -p "$dir"
  for tool in emcc em++ emar emranlib emnm em-config embuilder; do
    [ -e "$emscripten_root/$tool" ] || continue
    {
      echo '#!/bin/sh'
      printf 'export EM_CONFIG="%s" EM_CACHE="%s" EM_PORTS="%s/ports" EM_FROZEN_CACHE=0\n' \
        "$emscripten_config" "$emscripten_cache" "$emscripten_cache"
      printf 'exec "%s" "$@"\n' "$emscripten_root/$tool"
    } >"$dir/$tool"
    chmod +x "$dir/$tool"
  done
  ln -s "$emscripten_root/cmake" "$dir/cmake"
  rm -rf "$cache/emscripten"
  mv "$dir" "$cache/emscripten"
}

# seed_emscripten_cache FROM TO: copies the prebuilt libraries that are used here, and the headers
seed_emscripten_cache() {
  rm -rf "$2.new"
  mkdir -p "$2.new"
  if [ -d "$1/sysroot" ]; then
    step "Copying Emscripten's prebuilt libraries to $2"
    tar -c -C "$1" "${unused_variants[@]}" --exclude='*/libSDL2*' --exclude='*.lock' --exclude=./sanity.txt \
      --exclude=./ports --exclude=./ports-builds --exclude=./build . | tar -x -C "$2.new"
    chmod -R u+w "$2.new"
  fi
  mv "$2.new" "$2"
}

# find_root EMCC: sets emscripten_root. emcc may be a distribution's script that starts the real one: em-config beside it knows.
find_root() {
  emscripten_root=$(dirname "$(readlink -f "$1")")
  [ ! -f "$emscripten_root/emcc.py" ] || return 0
  emscripten_root=$("$(dirname "$1")/em-config" EMSCRIPTEN_ROOT 2>>"$log" || true)
  [ -f "$emscripten_root/emcc.py" ] || die "cannot find Emscripten's own folder behind $1"
}

use_installed_emscripten() { # use_installed_emscripten EMCC: one somewhere on this system
  local prebuilt
  find_root "$1"
  # A path into the name: libraries of two installations of one version may come from different compilers.
  emscripten_cache=$cache/emscripten-cache-$(emcc_version "$1")-$(cksum <<<"$emscripten_root" | cut -d' ' -f1)
  if [ ! -d "$emscripten_cache" ]; then
    prebuilt=$("$emscripten_root/em-config" CACHE 2>>"$log")
    # Where it cannot write, Emscripten looks for its cache in the home folder; the prebuilt libraries are beside it all the same.
    [ -d "$prebuilt/sysroot" ] || prebuilt=$emscripten_root/cache
    seed_emscripten_cache "$prebuilt" "$emscripten_cache"
  fi
  emscripten_config=$("$emscripten_root/em-config" EM_CONFIG 2>>"$log")
  if [ ! -f "$emscripten_config" ]; then
    # Without a configuration file Emscripten does not look at EM_CACHE either. What else it needs it finds on PATH.
    emscripten_config=$emscripten_cache.config
    echo '# Written by tools/setup.' >"$emscripten_config"
  fi
}

# wrap_binaryen PREFIX: Binaryen is built for the C library of its own suite: where this system's is older, start it through that one.
wrap_binaryen() {
  local prefix=$1 loader libraries program
  mkdir -p "$prefix/binaryen/bin"
  loader=$(find "$prefix/usr/lib" "$prefix/usr/lib64" -name 'ld-linux*.so.*' 2>/dev/null | sed -n 1p)
  libraries=$(dirname "$(find "$prefix/usr/lib" -name libbinaryen.so | sed -n 1p)")
  for program in "$prefix"/usr/bin/wasm*; do
    if "$program" --version >/dev/null 2>&1; then
      printf '#!/bin/sh\nexec "%s" "$@"\n' "$program"
    else
      printf '#!/bin/sh\nexec "%s" --library-path "%s" "%s" "$@"\n' "$loader" "$libraries" "$program"
    fi >"$prefix/binaryen/bin/$(basename "$program")"
  done
  chmod +x "$prefix"/binaryen/bin/*
  quietly "$prefix/binaryen/bin/wasm-opt" --version
}

unpack_private_emscripten() { # unpack_private_emscripten PREFIX: chosen_version of chosen_suite
  local prefix=$1 build=$1.new suite=$chosen_suite emscripten=$chosen_version
  choose_version deb binaryen "$BINARYEN_VERSION" "${BINARYEN_VERSION%%-*}" "$suite"
  rm -rf "$prefix" "$build"
  step "Unpacking Emscripten $emscripten of Debian $suite into $prefix (240 MB to fetch)"
  unpack_debs "$suite" "$build" "emscripten=$emscripten" "binaryen=$chosen_version" libc6 libstdc++6 libgcc-s1
  # Emscripten's JavaScript optimiser imports acorn as a module, which looks for it beside itself.
  mkdir -p "$build/usr/share/emscripten/node_modules"
  ln -s /usr/share/nodejs/acorn "$build/usr/share/emscripten/node_modules/acorn"
  rm -f "$build/usr/share/emscripten/.emscripten"
  mv "$build" "$prefix"
  wrap_binaryen "$prefix"
  {
    printf "LLVM_ROOT = '/usr/lib/llvm-%s/bin'\n" "$LLVM_MAJOR"
    printf "BINARYEN_ROOT = '%s/binaryen'\n" "$prefix"
    printf "NODE_JS = '%s'\n" "$(command -v node)"
    printf "CACHE = '%s/usr/share/emscripten/cache'\nFROZEN_CACHE = False\n" "$prefix"
  } >"$prefix/config"
  touch "$prefix/complete"
}

use_private_emscripten() {
  local prefix=$cache/emscripten-$EMSCRIPTEN_VERSION
  if [ ! -f "$prefix/complete" ]; then
    choose_version deb emscripten "$EMSCRIPTEN_VERSION" "$EMSCRIPTEN_MINIMUM" "$EMSCRIPTEN_SUITES"
    prefix=$cache/emscripten-$chosen_version
    [ -f "$prefix/complete" ] || unpack_private_emscripten "$prefix"
  fi
  emscripten_root=$prefix/usr/share/emscripten
  emscripten_config=$prefix/config
  emscripten_cache=$emscripten_root/cache
}

prepare_emscripten() {
  case $emscripten_from in
    path) use_installed_emscripten "$system_emcc" ;;
    debian) use_installed_emscripten /usr/bin/emcc ;;
    private) use_private_emscripten ;;
  esac
  write_wrappers
  sysroot=$emscripten_cache/sysroot
  [ "$("$cache/emscripten/em-config" CACHE 2>>"$log")" = "$emscripten_cache" ] ||
    die "Emscripten in $emscripten_root does not take $emscripten_cache as its cache; see $log"
}
