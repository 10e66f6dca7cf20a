# shellcheck shell=bash
# Packages of other Debian suites, through apt with a state of its own: the same archive, the same signature checks,
# and the system's own lists stay as they are. Only the age of a list does not matter, because versions are pinned: a
# frozen mirror is as good.

suite_apt() { # suite_apt SUITE apt-get|apt-cache ARGUMENTS…
  local suite=$1 command=$2 root=$cache/apt/$1
  shift 2
  "$command" -o Dir::Etc::sourcelist=/dev/null -o "Dir::Etc::sourceparts=$root/sources" \
    -o Dir::Etc::preferences=/dev/null -o Dir::Etc::preferencesparts=/dev/null \
    -o "Dir::State=$root/state" -o "Dir::State::status=$root/status" -o "Dir::Cache=$root/cache" \
    -o Acquire::Check-Valid-Until=false -o APT::Sandbox::User= -o Acquire::Languages=none -o Acquire::Retries=3 "$@"
}

archive_uri= # the Debian archive this system uses, as apt itself reads it from the system's sources
read_archive_uri() {
  # shellcheck disable=SC2016  # apt-get fills these in
  local format='$(REPO_URI)|$(LABEL)|$(CODENAME)'
  archive_uri=$(apt-get indextargets --format "$format" 'Created-By: Packages' |
    sed -nE "s/^(.*)\|Debian\|$os_codename\$/\1/p" | sed -n 1p)
}
find_archive() {
  [ -z "$archive_uri" ] || return 0
  read_archive_uri
  if [ -z "$archive_uri" ]; then
    system_update
    read_archive_uri
  fi
  [ -n "$archive_uri" ] || die "apt's sources name no Debian archive for '$os_codename' (run apt-get update?)"
}

open_suite() { # open_suite SUITE: makes its lists readable by suite_apt, once per run
  local suite=$1 root=$cache/apt/$1
  [ ! -f "$root/fresh.$$" ] || return 0
  find_archive
  mkdir -p "$root/sources" "$root/state/lists/partial" "$root/cache/archives/partial"
  rm -f "$root"/fresh.*
  : >"$root/status"
  printf 'Types: deb deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' "$archive_uri" "$suite" \
    /usr/share/keyrings/debian-archive-keyring.gpg >"$root/sources/suite.sources"
  step "Reading the package lists of Debian $suite"
  printf '\n$ apt-get update (%s)\n' "$suite" >>"$log"
  if ! suite_apt "$suite" apt-get update >>"$log" 2>&1; then
    say "    Debian $suite cannot be read from here"
    return 1
  fi
  touch "$root/fresh.$$"
}

suite_versions() { # suite_versions SUITE deb|deb-src PACKAGE: the versions there are, one per line
  if [ "$2" = deb ]; then
    suite_apt "$1" apt-cache madison "$3" 2>/dev/null | awk -F'|' '/Packages/ { gsub(/ /, "", $2); print $2 }'
  else
    suite_apt "$1" apt-cache showsrc "$3" 2>/dev/null | sed -nE 's/^Version: //p'
  fi | sort -Vu
}

# choose_version deb|deb-src PACKAGE PINNED MINIMUM SUITES: sets chosen_suite and chosen_version. The pinned version in
# any of the suites, else the first newer one, with a word about it.
choose_version() {
  local type=$1 package=$2 pinned=$3 minimum=$4 suite version
  chosen_suite='' chosen_version=''
  for suite in $5; do
    open_suite "$suite" || continue
    if [ -n "$(suite_versions "$suite" "$type" "$package" | grep -xF "$pinned" || true)" ]; then
      chosen_suite=$suite chosen_version=$pinned
      return 0
    fi
  done
  for suite in $5; do
    [ -f "$cache/apt/$suite/fresh.$$" ] || continue
    version=$(suite_versions "$suite" "$type" "$package" | tail -n 1)
    if [ -n "$version" ] && at_least "$version" "$minimum"; then
      chosen_suite=$suite chosen_version=$version
      say "    $package $pinned is no longer there; taking $version from Debian $suite instead"
      return 0
    fi
  done
  die "Debian's archive has no $package of $minimum or newer (looked in: $5)"
}

# unpack_source PACKAGE VERSION SUITE TARGET: the upstream source of a Debian source package, without Debian's patches.
unpack_source() {
  local package=$1 version=$2 suite=$3 target=$4 work=$cache/work.$$ tarball
  rm -rf "$work"
  mkdir -p "$work/source"
  (cd "$work" && quietly suite_apt "$suite" apt-get source --download-only "$package=$version")
  tarball=$(find "$work" -maxdepth 1 -name '*.orig.tar.*' ! -name '*.asc' | sed -n 1p)
  [ -n "$tarball" ] || die "$package $version came without its upstream archive"
  quietly tar -xf "$tarball" -C "$work/source" --strip-components=1
  # Dangling links stop Emscripten's copying of the folder.
  find "$work/source" -xtype l -delete
  rm -rf "$target"
  mv "$work/source" "$target"
  rm -rf "$work"
}

# fetch_source NAME PACKAGE PINNED MINIMUM SUITES: sets source_folder to $cache/NAME-VERSION, fetched if it is not there
fetch_source() {
  local name=$1 package=$2
  source_folder=$cache/$name-$3
  [ ! -d "$source_folder" ] || return 0
  choose_version deb-src "$package" "$3" "$4" "$5"
  source_folder=$cache/$name-$chosen_version
  [ ! -d "$source_folder" ] || return 0
  step "Fetching the source of $package $chosen_version"
  unpack_source "$package" "$chosen_version" "$chosen_suite" "$source_folder"
}

unpack_debs() { # unpack_debs SUITE TARGET PACKAGE[=VERSION]…: into a private folder, nothing is installed
  local suite=$1 target=$2 work=$cache/work.$$ deb
  shift 2
  rm -rf "$work"
  mkdir -p "$work" "$target"
  (cd "$work" && quietly suite_apt "$suite" apt-get download "$@")
  for deb in "$work"/*.deb; do
    dpkg-deb --fsys-tarfile "$deb" | tar -x -C "$target" "${unused_variants[@]}" --exclude='./usr/share/emscripten/test/*/*' \
      --exclude='./usr/share/doc' --exclude='./usr/share/locale' --exclude='./usr/lib/*/gconv' ||
      die "cannot unpack $(basename "$deb")"
  done
  rm -rf "$work"
}
