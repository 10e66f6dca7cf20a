# shellcheck shell=bash
# Virtual environments at pinned versions from PyPI. The part python: what tests/python and tests/hosts need, and what the latter need from
# npm. Nothing else needs either.

python_folder=$cache/python
python_pins=$tools/../tests/python/requirements.txt
hosts_folder=$tools/../tests/hosts
hosts_installed=$hosts_folder/node_modules/.package-lock.json # npm writes it last

environment_key() { { cat "$1" "$tools/setup.d/python.sh" && python3 --version; } | cksum; }
environment_there() { # environment_there FOLDER PINS
  have python3 && "$1/bin/python" --version >/dev/null 2>&1 && [ "$(cat "$1/complete" 2>/dev/null)" = "$(environment_key "$2")" ]
}
python_there() { environment_there "$python_folder" "$python_pins" && [ ! "$hosts_folder/package-lock.json" -nt "$hosts_installed" ]; }

# prepare_environment FOLDER PINS SIZE CHECK…: CHECK are python's arguments that fail where something is missing
prepare_environment() {
  local folder=$1 pins=$2 size=$3
  shift 3
  # Debian has what makes virtual environments in a package of its own.
  if ! have python3 || ! python3 -c 'import ensurepip, venv' 2>>"$log"; then
    [ -n "$have_apt" ] || die "please install Python $PYTHON_MINIMUM or newer with the modules venv and ensurepip"
    wanted=(python3-venv)
    install_wanted_packages
  fi
  need_version Python "$(python3 --version | tr -dc 0-9.)" "$PYTHON_MINIMUM" "$(command -v python3)"
  # One that was finished, of the same Python, only gets what has changed.
  if [ ! -f "$folder/complete" ] || [ "$("$folder/bin/python" --version 2>&1)" != "$(python3 --version)" ]; then
    rm -rf "$folder"
    quietly python3 -m venv "$folder"
  fi
  rm -f "$folder/complete"
  step "Installing $(grep -c == "$pins") Python packages from PyPI into $folder ($size)"
  # None is compiled here: all of them have wheels.
  quietly "$folder/bin/python" -m pip install --no-cache-dir --retries 1 --only-binary :all: --no-deps -r "$pins"
  quietly "$folder/bin/python" "$@"
  environment_key "$pins" >"$folder/complete"
}

prepare_python() {
  environment_there "$python_folder" "$python_pins" || prepare_environment "$python_folder" "$python_pins" "1 GB" -m pip check
  step "Installing the node modules of tests/hosts"
  (cd "$hosts_folder" && quietly npm ci --no-audit --no-fund --ignore-scripts)
}
