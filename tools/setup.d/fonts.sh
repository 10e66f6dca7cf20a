# shellcheck shell=bash
# The fonts, and fontTools, which cuts them to the characters in use.

# find_font FOLDER NAME…: the first of these files in FOLDER or below
find_font() {
  local folder=$1 name found
  shift
  for name in "$@"; do
    found=$(find -L "$folder" -name "$name" 2>/dev/null | sort | sed -n 1p)
    if [ -n "$found" ]; then
      printf '%s' "$found"
      return 0
    fi
  done
}

# find_fonts FOLDER: sets inter_regular and the others, or dies with the names of those that are missing
find_fonts() {
  local folder=$1 missing=()
  inter_regular=$(find_font "$folder" Inter-Regular.otf Inter-Regular.ttf)
  inter_semibold=$(find_font "$folder" Inter-SemiBold.otf Inter-SemiBold.ttf)
  inter_bold=$(find_font "$folder" Inter-Bold.otf Inter-Bold.ttf)
  mono_regular=$(find_font "$folder" JetBrainsMono-Regular.ttf JetBrainsMono-Regular.otf)
  [ -n "$inter_regular" ] || missing+=("Inter-Regular")
  [ -n "$inter_semibold" ] || missing+=("Inter-SemiBold")
  [ -n "$inter_bold" ] || missing+=("Inter-Bold")
  [ -n "$mono_regular" ] || missing+=("JetBrainsMono-Regular")
  [ ${#missing[@]} = 0 ] && return 0
  die "${BOTTLENECK_FONTS:+BOTTLENECK_FONTS names }$folder, but it lacks these fonts (.otf or .ttf): ${missing[*]}"
}

prepare_fonts() { find_fonts "${BOTTLENECK_FONTS:-/usr/share/fonts}"; }

# Debian's fontTools draws in a whole scientific Python; cutting a font needs only the package itself.
fonttools= # the folder that python3 has to be told, or empty
prepare_fonttools() {
  ! python3 -c 'import fontTools.subset' 2>/dev/null || return 0
  [ -n "$have_apt" ] || die "please install fontTools for python3"
  fonttools=$cache/fonttools/usr/lib/python3/dist-packages
  if [ ! -d "$fonttools/fontTools" ]; then
    available python3-fonttools || system_update
    step "Unpacking fontTools"
    mkdir -p "$cache/work.$$" "$cache/fonttools"
    (cd "$cache/work.$$" && quietly apt-get -o APT::Sandbox::User= download python3-fonttools)
    quietly dpkg-deb -x "$cache/work.$$"/*.deb "$cache/fonttools"
    rm -rf "$cache/work.$$"
  fi
  PYTHONPATH=$fonttools python3 -c 'import fontTools.subset' || die "fontTools does not start"
}
