# shellcheck shell=bash
# What this system is, and its packages: on Debian they are installed; elsewhere all that is missing is named at once.

os_id=unknown
os_codename=
if [ -r /etc/os-release ]; then
  # shellcheck source=/dev/null
  os_id=$(. /etc/os-release && printf '%s' "${ID:-unknown}")
  # shellcheck source=/dev/null
  os_codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:-}")
fi
have_apt=
if have apt-get dpkg-query; then have_apt=1; fi

# Debian's source packages, and packages of its other suites, need a Debian archive in apt's sources.
has_debian_archive() { [ -n "$have_apt" ] && [ "$os_id" = debian ]; }

apt_updated=
system_update() {
  [ -z "$apt_updated" ] || return 0
  apt_updated=1
  [ "$(id -u)" = 0 ] || return 0
  step "apt-get update"
  quietly apt-get -o Acquire::Retries=3 update
}

installed() { [ "$(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }
candidate() { apt-cache policy "$1" 2>/dev/null | sed -nE 's/^ *Candidate: ([0-9].*)/\1/p'; } # the version that apt would install
available() { [ -n "$(candidate "$1")" ]; }

wanted=() # Debian packages

want_for_site() {
  wanted+=(ca-certificates cmake ninja-build python3 xz-utils)
  # Node from anywhere will do; Debian's is taken where there is none.
  have node || wanted+=(nodejs)
  have npm || wanted+=(npm)
  [ -n "${BOTTLENECK_EIGEN:-}" ] || wanted+=(libeigen3-dev)
  [ -n "${BOTTLENECK_JSON:-}" ] || wanted+=(nlohmann-json3-dev)
  [ -n "${BOTTLENECK_FONTS:-}" ] || wanted+=(fonts-inter fonts-jetbrains-mono)
  case $emscripten_from in
    debian) wanted+=(emscripten) ;;
    private) wanted+=("clang-$LLVM_MAJOR" "lld-$LLVM_MAJOR" "llvm-$LLVM_MAJOR" node-acorn) ;;
  esac
}

want_for_tests() {
  wanted+=("clang-$LLVM_MAJOR" "libclang-rt-$LLVM_MAJOR-dev" "lld-$LLVM_MAJOR" "llvm-$LLVM_MAJOR"
    "clang-format-$LLVM_MAJOR" "clang-tidy-$LLVM_MAJOR" g++ zlib1g-dev libzip-dev libhdf5-dev libcli11-dev libstb-dev python3-numpy git)
  [ -n "${BOTTLENECK_GTEST:-}" ] || wanted+=(libgtest-dev)
  local package
  { have_chromium && have "${firefox_needs[@]}" "${webkit_needs[@]}"; } || system_update
  have_chromium || wanted+=("$(chromium_package)")
  for package in $(other_browsers_packages); do
    if available "$package"; then wanted+=("$package"); else say "    Debian ${os_codename:-here} has no package $package"; fi
  done
}

install_wanted_packages() {
  local missing=() package
  for package in "${wanted[@]}"; do installed "$package" || missing+=("$package"); done
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" != 0 ]; then
    die "these packages are missing. Install them as root, then run this again:
  apt-get install --no-install-recommends ${missing[*]}"
  fi
  system_update
  step "Installing ${#missing[@]} Debian packages: ${missing[*]}"
  DEBIAN_FRONTEND=noninteractive quietly apt-get -o Acquire::Retries=3 install -y --no-install-recommends "${missing[@]}"
}

missing_things=()
lack() { missing_things+=("$*"); }
die_if_lacking() {
  [ ${#missing_things[@]} -eq 0 ] || die "this is not a Debian system, so $1 be installed by itself. Please install:
$(printf '  - %s\n' "${missing_things[@]}")
Debian 12 and 13 need none of this by hand."
}

lack_toolchain() { # what only a Debian archive has in the version wanted
  [ -n "$system_emcc" ] || lack "Emscripten $EMSCRIPTEN_MINIMUM or newer (for example through emsdk), emcc on PATH"
  [ -n "${BOTTLENECK_IMGUI:-}" ] || lack "Dear ImGui $IMGUI_MINIMUM or newer; BOTTLENECK_IMGUI=<its source folder>"
}

lack_for_site() {
  lack_toolchain
  have cmake || lack "CMake $CMAKE_MINIMUM or newer"
  have ninja || lack "Ninja"
  have node || lack "Node.js $NODE_MINIMUM or newer"
  have npm || lack "npm"
  have python3 || lack "Python 3 with fontTools"
  [ -n "${BOTTLENECK_EIGEN:-}" ] || lack "Eigen $EIGEN_MINIMUM or newer; BOTTLENECK_EIGEN=<folder that holds Eigen/>"
  [ -n "${BOTTLENECK_JSON:-}" ] || lack "nlohmann-json $JSON_MINIMUM or newer; BOTTLENECK_JSON=<folder that holds nlohmann/>"
  [ -n "${BOTTLENECK_FONTS:-}" ] || lack "the fonts Inter and JetBrains Mono; BOTTLENECK_FONTS=<a folder with both>"
}

lack_header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] || lack "$2: $1 in /usr/local/include"; }
lack_for_tests() {
  [ -n "${BOTTLENECK_GTEST:-}" ] || lack "GoogleTest; BOTTLENECK_GTEST=<its source folder>"
  lack_header zlib.h zlib
  lack_header zip.h libzip
  lack_header hdf5.h libhdf5
  lack_header CLI/CLI.hpp CLI11
  lack_header stb/stb_image.h stb
  have "clang++-$LLVM_MAJOR" || lack "clang++-$LLVM_MAJOR, clang-format-$LLVM_MAJOR, clang-tidy-$LLVM_MAJOR"
  python3 -c 'import numpy' 2>/dev/null || lack "NumPy for Python 3"
  have_chromium || lack "Chromium, as 'chromium-headless-shell' or 'chromium' on PATH"
}

install_packages() {
  if [ -z "$have_apt" ]; then
    lack_for_site
    [ "$part" = site ] || lack_for_tests
    die_if_lacking "nothing can"
  else
    if ! has_debian_archive; then
      lack_toolchain
      die_if_lacking "these cannot"
    fi
    want_for_site
    [ "$part" = site ] || want_for_tests
    install_wanted_packages
  fi
  need_version CMake "$(cmake --version | sed -nE '1s/[^0-9]*([0-9.]+).*/\1/p')" "$CMAKE_MINIMUM" "$(command -v cmake)"
  need_version Node.js "$(node --version | tr -d v)" "$NODE_MINIMUM" "$(command -v node)"
}
