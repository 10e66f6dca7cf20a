# shellcheck shell=bash
# What tools/setup says while it works, how it fails, and small questions that all of its parts ask.

say() { printf '%s\n' "$*"; }
step() { printf '==> [%3ds] %s\n' "$SECONDS" "$*"; }

# Nothing fails without a word: what does not end through die (status 3) is named by the trap in tools/setup.
die() {
  printf 'tools/setup: %s\n' "$*" >&2
  exit 3
}

# Runs a command with its output in the log.
logged() {
  printf '\n$ %s\n' "$*" >>"$log"
  "$@" >>"$log" 2>&1
}

# Likewise, but one that must not fail: shows the end of the log and ends the set-up when it does.
quietly() {
  logged "$@" && return 0
  local status=$?
  tail -n 25 "$log" >&2
  die "'$1' failed with status $status; the whole output is in $log"
}

have() { # have PROGRAM…: are all of them on PATH?
  local program
  for program in "$@"; do command -v "$program" >/dev/null || return 1; done
}

# at_least A B: is version A the same as B or newer? Compared number by number: 3.1.69 is newer than 3.1.6.
at_least() { [ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | sed -n 1p)" = "$2" ]; }

# need_version NAME VERSION MINIMUM PLACE: dies unless what was found in PLACE is new enough
need_version() {
  [ -n "$2" ] || die "cannot tell which version of $1 $4 is"
  at_least "$2" "$3" || die "$1 $2 ($4) is too old: $3 or newer is needed"
}
