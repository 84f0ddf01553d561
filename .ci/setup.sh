# Sourced by ./demo, ./test and .ci/run: Python, system libraries and .venv, from nothing but Debian or Ubuntu.
# POSIX sh. `here` is the checkout; set_up LOCKFILE makes "$here/.venv" agree with that file.

say() { printf '%s\n' "$*" >&2; }

# install_packages WHY PACKAGE...: by apt-get where that is possible without a question, else the command to type.
install_packages() {
    why=$1
    shift
    if ! command -v apt-get >/dev/null 2>&1; then
        say "Missing: $why."
        say "This system has no apt-get. See docs/install.md for macOS, Windows and other systems, then try again."
        exit 1
    fi
    if [ "$(id -u)" -eq 0 ]; then
        root=
    elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
        root='sudo -n'
    else
        say "Missing: $why. Type this, then try again:"
        say "    sudo apt-get update && sudo apt-get install -y $*"
        exit 1
    fi
    say "Installing $why: apt-get install $*"
    # shellcheck disable=SC2086  # $root is empty or two words
    if ! { $root apt-get update -qq && $root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >&2; then
        say "That did not work. Type this, then try again:"
        say "    sudo apt-get update && sudo apt-get install -y $*"
        exit 1
    fi
}

# The first Python that is new enough and really runs (a shim of a version manager may not).
find_python() {
    for candidate in ${PYTHON:-} python3 python3.13 python3.12 python3.11 python3.14 python; do
        if "$candidate" -c 'import sys; raise SystemExit(sys.version_info < (3, 11))' >/dev/null 2>&1; then
            printf '%s\n' "$candidate"
            return 0
        fi
    done
    return 1
}

# What WeasyPrint loads. On systems without these file names `dsa-reports doctor` looks for the others.
have_libraries() {
    "$1" - <<'EOF' >/dev/null 2>&1
import ctypes, sys
if sys.platform == "linux":
    for name in ("libgobject-2.0.so.0", "libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz.so.0",
                 "libharfbuzz-subset.so.0", "libfontconfig.so.1"):
        ctypes.CDLL(name)
EOF
}

set_up() {
    lock=$1
    if ! python=$(find_python); then
        install_packages "Python 3.11 or newer" python3 python3-venv
        python=$(find_python) || { say "Python 3.11 or newer is needed; this system's python3 is older. On Ubuntu 22.04: sudo apt-get install -y python3.11 python3.11-venv"; exit 1; }
    fi
    have_libraries "$python" || install_packages "the libraries behind the PDF" libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
    # Python's answer is part of the stamp: another Python means another environment.
    stamp="$("$python" -c 'import sys; print(sys.version)' | tr '\n' ' ') $(cksum <"$here/$lock") $(cksum <"$here/pyproject.toml") $here"
    if [ -x "$here/.venv/bin/dsa-reports" ] && [ "$(cat "$here/.venv/.stamp-$lock" 2>/dev/null)" = "$stamp" ] \
        && "$here/.venv/bin/python" -c 'import dsa_reports' >/dev/null 2>&1; then
        return 0
    fi
    if ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
        version=$("$python" -c 'import sys; print("python%d.%d" % sys.version_info[:2])')
        install_packages "Python's module venv" "$version-venv"
    fi
    say "Setting up $here/.venv (once; needs the network)"
    if ! "$here/.venv/bin/python" -c 'import pip' >/dev/null 2>&1; then
        "$python" -m venv --clear "$here/.venv"
    elif [ "$("$here/.venv/bin/python" -c 'import sys; print(sys.version)')" != "$("$python" -c 'import sys; print(sys.version)')" ]; then
        "$python" -m venv --clear "$here/.venv"
    fi
    pip() { "$here/.venv/bin/python" -m pip --disable-pip-version-check "$@"; }
    pip install -q --require-hashes -r "$here/$lock"
    pip install -q --no-deps --no-build-isolation -e "$here"
    printf '%s\n' "$stamp" >"$here/.venv/.stamp-$lock"
}
