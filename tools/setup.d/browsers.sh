# shellcheck shell=bash
# What the page's tests need beside node modules: Chromium, and Firefox and WebKit where these can be had.

# What the page's test in Firefox and in WebKit starts. Neither draws with WebGL2 without a screen, so there is one in memory;
# the packages below bring Mesa, which draws in software.
firefox_needs=(firefox-esr Xvfb)
webkit_needs=(WebKitWebDriver dbus-run-session Xvfb)

# Holds the programs of those that the last set-up found, so that a browser that cannot be had is not looked for each time.
browsers_found=$cache/stamps/browsers

have_chromium() { have chromium-headless-shell || have chromium; }

# Chromium without its windows, in which the page's tests take about two thirds of the time, where Debian has it.
chromium_package() { if available chromium-headless-shell; then echo chromium-headless-shell; else echo chromium; fi; }

# It is wanted beside a whole Chromium, too, but nothing fails without it.
prefer_headless_shell() {
  if have chromium-headless-shell || ! has_debian_archive || [ "$(id -u)" != 0 ]; then return 0; fi
  step "Installing chromium-headless-shell, in which the page tests are quicker"
  { [ -n "$apt_updated" ] || logged apt-get update; } &&
    logged env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium-headless-shell ||
    say "    It could not be installed: the page tests use Chromium as it is, and take longer"
}

page_tests_there() { # are the browsers and the node modules where the last set-up put them?
  [ -f "$browsers_found" ] || return 1
  local programs
  mapfile -t programs <"$browsers_found"
  have_chromium && have "${programs[@]}" && node_modules_there "${test_modules[@]}"
}

other_browsers_packages() { # the Debian packages of what is not there yet
  have firefox-esr || echo firefox-esr
  have Xvfb || echo xvfb
  have dbus-run-session || echo dbus-daemon
  # Debian renamed this one: Debian 12 has only the old name, releases after 13 only the new one.
  have WebKitWebDriver || { available webkitgtk-webdriver && echo webkitgtk-webdriver; } || echo webkit2gtk-driver
}

note_browser() { # note_browser BROWSER PROGRAM…: writes down that it is there, or says that it is not
  local browser=$1 program missing=()
  shift
  for program in "$@"; do have "$program" || missing+=("$program"); done
  if [ ${#missing[@]} = 0 ]; then
    printf '%s\n' "$@" >>"$browsers_found"
  else
    say "    The page will not be tested in $browser: this system has no ${missing[*]}"
  fi
}

prepare_page_tests() {
  prefer_headless_shell
  : >"$browsers_found"
  note_browser Firefox "${firefox_needs[@]}"
  note_browser WebKit "${webkit_needs[@]}"
}
