# shellcheck shell=bash
# The folders that a reader names in BOTTLENECK_IMGUI and the like, and what the headers of a library say about its version.
# A folder that lacks what it should hold is an error, whatever else there may be on this system.

# macro NAME FILE…: the value of "#define NAME value" in the first of these files that has one, else nothing
macro() {
  local name=$1
  shift
  sed -nE "s/^[[:space:]]*#[[:space:]]*define[[:space:]]+$name[[:space:]]+\"?([^\"[:space:]]+).*/\1/p" "$@" 2>/dev/null | sed -n 1p || true
}

# dotted FILE… -- NAME…: the numbers behind these macros with dots between them, nothing if one is missing
dotted() {
  local files=() version='' number
  while [ "$1" != -- ]; do
    files+=("$1")
    shift
  done
  shift
  for name in "$@"; do
    number=$(macro "$name" "${files[@]}")
    [ -n "$number" ] || return 0
    version+=${version:+.}$number
  done
  printf '%s' "$version"
}

# The version of each library in FOLDER, as its headers tell it; nothing if they do not.
imgui_version() { macro IMGUI_VERSION "$1/imgui.h"; }
sdl2_version() { dotted "$1/include/SDL_version.h" -- SDL_MAJOR_VERSION SDL_MINOR_VERSION SDL_PATCHLEVEL; }
eigen_version() {
  dotted "$1/Eigen/src/Core/util/Macros.h" "$1/Eigen/Version" -- EIGEN_WORLD_VERSION EIGEN_MAJOR_VERSION EIGEN_MINOR_VERSION
}
json_version() {
  dotted "$1/nlohmann/detail/abi_macros.hpp" "$1/nlohmann/json.hpp" -- \
    NLOHMANN_JSON_VERSION_MAJOR NLOHMANN_JSON_VERSION_MINOR NLOHMANN_JSON_VERSION_PATCH
}

# GoogleTest's folder may be the one of its repository, or the one in it.
gtest_in() { if [ -d "$1/googletest" ]; then printf '%s' "$1/googletest"; else printf '%s' "$1"; fi; }

# must_hold VARIABLE FOLDER FILE…: dies unless FOLDER, which VARIABLE names, holds all of the files
must_hold() {
  local variable=$1 folder=$2 file missing=()
  shift 2
  [ -d "$folder" ] || die "$variable names $folder, which is no folder"
  for file in "$@"; do [ -f "$folder/$file" ] || missing+=("$file"); done
  [ ${#missing[@]} = 0 ] || die "$variable names $folder, but it lacks: ${missing[*]}"
}

own_folders= # one line for each folder named: VARIABLE=FOLDER VERSION

# own_folder VARIABLE VERSION MINIMUM NAME: checks the version, when there is a least one, and writes the folder down
own_folder() {
  [ -z "$3" ] || need_version "$4" "$2" "$3" "$1=${!1}"
  own_folders+="$1=${!1} $2"$'\n'
}

check_own_folders() {
  local folder
  if folder=${BOTTLENECK_IMGUI:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_IMGUI "$folder" imgui.cpp imgui.h imgui_draw.cpp imgui_tables.cpp imgui_widgets.cpp
    own_folder BOTTLENECK_IMGUI "$(imgui_version "$folder")" "$IMGUI_MINIMUM" "Dear ImGui"
  fi
  if folder=${BOTTLENECK_SDL2:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_SDL2 "$folder" include/SDL.h include/SDL_version.h src/SDL.c
    # Emscripten takes the folder from a list with commas.
    [[ $folder != *,* ]] || die "BOTTLENECK_SDL2 names $folder: Emscripten needs a path without a comma"
    own_folder BOTTLENECK_SDL2 "$(sdl2_version "$folder")" "$SDL2_MINIMUM" SDL2
  fi
  if folder=${BOTTLENECK_EIGEN:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_EIGEN "$folder" Eigen/Core
    own_folder BOTTLENECK_EIGEN "$(eigen_version "$folder")" "$EIGEN_MINIMUM" Eigen
  fi
  if folder=${BOTTLENECK_JSON:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_JSON "$folder" nlohmann/json.hpp
    own_folder BOTTLENECK_JSON "$(json_version "$folder")" "$JSON_MINIMUM" nlohmann-json
  fi
  if folder=${BOTTLENECK_GTEST:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_GTEST "$(gtest_in "$folder")" src/gtest-all.cc src/gtest_main.cc include/gtest/gtest.h
    own_folder BOTTLENECK_GTEST "" "" GoogleTest
  fi
  if folder=${BOTTLENECK_FONTS:-} && [ -n "$folder" ]; then
    must_hold BOTTLENECK_FONTS "$folder"
    find_fonts "$folder"
    own_folder BOTTLENECK_FONTS "" "" fonts
  fi
}
