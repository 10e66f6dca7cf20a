# shellcheck shell=bash
# Dear ImGui and SDL2 from their sources; Eigen, nlohmann-json and GoogleTest from this system; node modules from npm. Folders that
# the reader named were checked before (own_folders.sh).

prepare_imgui() { # sets imgui
  imgui=${BOTTLENECK_IMGUI:-}
  if [ -z "$imgui" ]; then
    fetch_source imgui imgui "$IMGUI_VERSION" "$IMGUI_MINIMUM" "$IMGUI_SUITES"
    imgui=$source_folder
  fi
  need_version "Dear ImGui" "$(imgui_version "$imgui")" "$IMGUI_MINIMUM" "$imgui"
}

# SDL gives the page its window and its graphics context: no sound, no game pads, and nothing drawn by SDL itself.
sdl2_flags='-Oz -DSDL_LEAN_AND_MEAN=1 -DSDL_RENDER_DISABLED=1 -DSDL_AUDIO_DISABLED=1 -DSDL_JOYSTICK_DISABLED=1 -DSDL_SENSOR_DISABLED=1 -DSDL_POWER_DISABLED=1'

# build_sdl2 [FOLDER]: builds Emscripten's port of SDL2 from the source in FOLDER, or from what the port downloads
build_sdl2() {
  step "Building SDL2 for WebAssembly"
  # Emscripten builds its ports with flags of its own, and lets no others in but by the compiler.
  local compiler=$cache/sdl2_compiler
  printf '#!/bin/sh\nexec "$@" %s\n' "$sdl2_flags" >"$compiler"
  chmod +x "$compiler"
  # Emscripten would keep its copy of an older source, and headers that are no longer there.
  rm -rf "$emscripten_cache/ports/sdl2" "$emscripten_cache/ports-builds/sdl2" "$sysroot/include/SDL2"
  rm -f "$sdl2_library"
  if [ -n "${1:-}" ]; then
    EM_COMPILER_WRAPPER=$compiler EMCC_LOCAL_PORTS="sdl2=$1" quietly "$cache/emscripten/embuilder" build sdl2
  else
    EM_COMPILER_WRAPPER=$compiler quietly "$cache/emscripten/embuilder" build sdl2
  fi
  [ -f "$sdl2_library" ] || die "Emscripten built no $sdl2_library"
}

# SDL2 is Emscripten's port, built once for each source, from Debian's where that can be had: the port itself downloads from
# its project's site, which schools' networks do not always reach.
prepare_sdl2() {
  local source=${BOTTLENECK_SDL2:-} built=$cache/stamps/sdl2 wanted_sdl2
  sdl2_library=$sysroot/lib/wasm32-emscripten/libSDL2.a
  if [ -z "$source" ] && has_debian_archive; then
    fetch_source sdl2 libsdl2 "$SDL2_VERSION" "$SDL2_MINIMUM" "$SDL2_SUITES"
    source=$source_folder
  fi
  wanted_sdl2="$(sdl2_version "$source") of ${source:-the port} in $sysroot with $sdl2_flags"
  if [ ! -f "$sdl2_library" ] || [ "$(cat "$built" 2>/dev/null)" != "$wanted_sdl2" ]; then
    build_sdl2 "$source"
    printf '%s\n' "$wanted_sdl2" >"$built"
  fi
}

# first_folder FILE FOLDER…: the first of the folders that holds FILE
first_folder() {
  local file=$1 folder
  shift
  for folder in "$@"; do
    if [ -e "$folder/$file" ]; then
      printf '%s' "$folder"
      return 0
    fi
  done
}

prepare_headers() { # sets eigen and json; nlohmann-json is reached without all of /usr/include
  eigen=${BOTTLENECK_EIGEN:-$(first_folder Eigen/Core /usr/include/eigen3 /usr/local/include/eigen3)}
  [ -n "$eigen" ] || die "Eigen is not where it was looked for; set BOTTLENECK_EIGEN"
  need_version Eigen "$(eigen_version "$eigen")" "$EIGEN_MINIMUM" "$eigen"
  json=${BOTTLENECK_JSON:-$(first_folder nlohmann/json.hpp /usr/include /usr/local/include)}
  [ -n "$json" ] || die "nlohmann-json is not where it was looked for; set BOTTLENECK_JSON"
  need_version nlohmann-json "$(json_version "$json")" "$JSON_MINIMUM" "$json"
  ln -sfn "$json/nlohmann" "$cache/include/nlohmann"
}

prepare_gtest() { # sets gtest; a page can be built without it
  gtest=$(gtest_in "${BOTTLENECK_GTEST:-/usr/src/googletest}")
  [ -f "$gtest/src/gtest-all.cc" ] || gtest=
  [ "$part" = site ] || [ -n "$gtest" ] || die "GoogleTest is not in /usr/src/googletest; set BOTTLENECK_GTEST"
}

# Those of the page, and those of its tests where these are wanted.
page_modules=(@zip.js/zip.js esbuild h5wasm pako reveal.js)
test_modules=(axe-core playwright-core puppeteer-core scorm-again typescript)

node_modules_there() { # node_modules_there MODULE…
  local module
  for module in "$@"; do [ -d "$tools/../node_modules/$module" ] || return 1; done
}

prepare_node_modules() {
  local without=()
  [ "$part" = all ] || without=(--omit=dev)
  step "Installing the node modules"
  (cd "$tools/.." && quietly npm ci --no-audit --no-fund "${without[@]}")
}
