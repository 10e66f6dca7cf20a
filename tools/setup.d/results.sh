# shellcheck shell=bash
# What a set-up leaves behind: the paths for CMake, and the stamp by which the next one knows that all of it is there.

# Everything that the result depends on. While it is unchanged and the results are there, nothing is done.
stamp_key() {
  {
    cat "$tools/setup" "$tools/versions" "$tools/absolute_paths" "$tools/data_places" "$tools"/setup.d/* "$tools/../package-lock.json"
    printf '%s\n' "$os_id $os_codename" "$(find_emcc)" "$own_folders"
  } 2>/dev/null | cksum
}

is_set_up() { # was $part set up for the same key, and is what that made still there?
  case $part in python | peers)
    "${part}_there"
    return
    ;;
  esac
  [ -f "$cache/paths.cmake" ] && [ -x "$cache/emscripten/emcc" ] && have ninja node cmake || return 1
  node_modules_there "${page_modules[@]}" && datasets_there || return 1
  local key stamped
  key=$(stamp_key)
  for stamped in all site; do
    [ "$part" = site ] || [ "$stamped" = all ] || continue
    [ "$(cat "$cache/stamps/$stamped" 2>/dev/null)" = "$key" ] || continue
    [ "$stamped" = site ] || page_tests_there || continue
    return 0
  done
  return 1
}

write_results() {
  local key
  cat >"$cache/paths.new" <<PATHS
# Written by tools/setup; read by CMakeLists.txt and cmake/web.cmake.
set(BOTTLENECK_EMSCRIPTEN_ROOT "$cache/emscripten")
set(BOTTLENECK_EMSCRIPTEN_SYSROOT "$sysroot")
set(BOTTLENECK_IMGUI_SOURCE "$imgui")
set(BOTTLENECK_EIGEN_INCLUDE "$eigen")
set(BOTTLENECK_JSON_INCLUDE "$cache/include")
set(BOTTLENECK_GTEST_SOURCE "$gtest")
set(BOTTLENECK_FONTTOOLS_PATH "$fonttools")
set(BOTTLENECK_INTER_REGULAR "$inter_regular")
set(BOTTLENECK_INTER_SEMIBOLD "$inter_semibold")
set(BOTTLENECK_INTER_BOLD "$inter_bold")
set(BOTTLENECK_MONO_REGULAR "$mono_regular")
PATHS
  # CMake configures again when this file is newer.
  cmp -s "$cache/paths.new" "$cache/paths.cmake" || mv "$cache/paths.new" "$cache/paths.cmake"
  rm -rf "$cache/paths.new" "$cache/apt" # package lists are stale tomorrow
  key=$(stamp_key)                       # now, because an emcc may have come to PATH
  printf '%s\n' "$key" >"$cache/stamps/site"
  [ "$part" = site ] || printf '%s\n' "$key" >"$cache/stamps/all"
}
