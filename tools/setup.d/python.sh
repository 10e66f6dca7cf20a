# shellcheck shell=bash
# The part python: a virtual environment with what tests/python and tests/hosts need, at pinned versions from PyPI, and what the
# latter need from npm. Nothing else needs either.

python_folder=$cache/python
python_pins=$tools/../tests/python/requirements.txt
hosts_folder=$tools/../tests/hosts
hosts_installed=$hosts_folder/node_modules/.package-lock.json # npm writes it last

python_key() { { cat "$python_pins" "$tools/setup.d/python.sh" && python3 --version; } | cksum; }
environment_there() {
  have python3 && "$python_folder/bin/python" --version >/dev/null 2>&1 &&
    [ "$(cat "$python_folder/complete" 2>/dev/null)" = "$(python_key)" ]
}
python_there() { environment_there && [ ! "$hosts_folder/package-lock.json" -nt "$hosts_installed" ]; }

prepare_environment() {
  # Debian has what makes virtual environments in a package of its own.
  if ! have python3 || ! python3 -c 'import ensurepip, venv' 2>>"$log"; then
    [ -n "$have_apt" ] || die "please install Python $PYTHON_MINIMUM or newer with the modules venv and ensurepip"
    wanted=(python3-venv)
    install_wanted_packages
  fi
  need_version Python "$(python3 --version | tr -dc 0-9.)" "$PYTHON_MINIMUM" "$(command -v python3)"
  # One that was finished, of the same Python, only gets what has changed.
  if [ ! -f "$python_folder/complete" ] || [ "$("$python_folder/bin/python" --version 2>&1)" != "$(python3 --version)" ]; then
    rm -rf "$python_folder"
    quietly python3 -m venv "$python_folder"
  fi
  rm -f "$python_folder/complete"
  step "Installing $(grep -c == "$python_pins") Python packages from PyPI into $python_folder (1 GB)"
  # None is compiled here: all of them have wheels.
  quietly "$python_folder/bin/python" -m pip install --no-cache-dir --retries 1 --only-binary :all: --no-deps -r "$python_pins"
  quietly "$python_folder/bin/python" -m pip check
  python_key >"$python_folder/complete"
}

prepare_python() {
  environment_there || prepare_environment
  step "Installing the node modules of tests/hosts"
  (cd "$hosts_folder" && quietly npm ci --no-audit --no-fund --ignore-scripts)
}
