#!/bin/sh
# Gives the Makefile a working .venv, from a Python and a POSIX shell alone.
#
#   sh generator/bootstrap.sh run               what the generator needs
#   sh generator/bootstrap.sh dev               that, and what tests and checks need
#   sh generator/bootstrap.sh lock [UV OPTION]  writes both locks anew from pyproject.toml
#
# It stops where Python packages begin: all else is the generator's. Whatever goes wrong is one sentence on
# stderr and exit status 1; pip's own words are kept in a log, which the sentence names where they help.
#
# .venv/installed says what .venv holds: its Python and folder, then the checksum of each lock that was
# installed in full. It is removed first and written last: a .venv without it is half made, and is made again
# from nothing.

set -u

RUN_LOCK=requirements.lock
DEV_LOCK=requirements-dev.lock
STAMP=.venv/installed
UV_HOME=.cache/uv

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Prints the version of the Python $1, or fails. Not with -I: Python 2 lacks it, and is to be told as old.
version_of() {
    "$1" -E -S -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
}

is_new_enough() {
    case $1 in
    [012].* | 3.[0-9].* | 3.10.*) return 1 ;;
    esac
}

# Sets `python` and `version` to the first Python that will do: the one that PYTHON names, or else on PATH.
choose_python() {
    too_old='' no_venv=''
    if [ -n "${PYTHON-}" ]; then
        set -- "$PYTHON"
    else
        set -- python3 python3.14 python3.13 python3.12 python3.11 python
    fi
    for python; do
        version=$(version_of "$python") || continue
        if ! is_new_enough "$version"; then
            too_old=${too_old:-"\`$python\` is $version"}
        elif ! "$python" -I -c 'import ensurepip, venv' 2>/dev/null; then
            no_venv=${no_venv:-"\`$python\`|python${version%.*}-venv"}
        else
            return
        fi
    done
    fail_without_python
}

fail_without_python() {
    if [ -n "$no_venv" ]; then
        fail "A virtual environment is needed, which ${no_venv%|*} cannot make: install what it lacks" \
            "(Debian, Ubuntu: \`apt install ${no_venv#*|}\`)."
    fi
    if [ -n "$too_old" ]; then
        fail "Python 3.11 or newer is needed; $too_old: install a newer one," \
            "or name one with \`PYTHON=/path/to/python3\`."
    fi
    if [ -n "${PYTHON-}" ]; then
        fail "Python 3.11 or newer is needed; \`$PYTHON\`, which \`PYTHON\` names, does not run."
    fi
    fail "Python 3.11 or newer is needed, and there is none: install one," \
        "or name one with \`PYTHON=/path/to/python3\`."
}

# Makes the virtual environment $1 from nothing.
make_environment() {
    choose_python
    echo "making $1 with Python $version" >&2
    rm -rf "$1" 2>/dev/null
    mkdir -p "$1" 2>/dev/null || fail "The folder \`$1\` cannot be written."
    "$python" -I -m venv "$1" >"$1/install.log" 2>&1 || fail_by_log "$1/install.log"
}

# Has pip install the rest of the arguments into the virtual environment $1. Ready-made packages only: to
# build one would run code that no lock has a checksum of, and would need a compiler.
install_into() {
    log=$1/install.log
    python=$1/bin/python
    shift
    "$python" -I -m pip install --no-user --no-input --disable-pip-version-check --progress-bar off \
        --only-binary :all: "$@" >"$log" 2>&1 || fail_by_log "$log"
}

fail_by_log() {
    if grep -q 'DO NOT MATCH THE HASHES' "$1"; then
        fail "A package is not the one that the lock names, and was refused; pip's words are in $1."
    fi
    if grep -q 'No space left on device' "$1"; then
        fail "The disk is full: make room and run it again."
    fi
    if says_unreachable "$1"; then
        fail "The package index could not be reached: check the network and pip's settings (index, proxy)," \
            "and run it again."
    fi
    missing=$(sed -n 's/^ERROR: No matching distribution found for \([^ ]*\).*/\1/p' "$1")
    if [ -n "$missing" ]; then
        fail "The package index has no ready-made \`$missing\` for this machine and Python $version."
    fi
    fail "The packages could not be installed; pip's words are in $1."
}

# Where pip is told not to try again, all it says of a dead index is that the first package has no versions.
says_unreachable() {
    grep -qE 'connection broken|ConnectionError|TimeoutError|ProxyError|SSLError|Could not fetch URL' "$1" ||
        { grep -q 'from versions: none' "$1" && ! grep -q '^Collecting' "$1"; }
}

# Prints what $STAMP says when the locks named are installed.
describe() {
    printf 'Python %s in %s\n' "$(version_of .venv/bin/python)" "$(pwd -P)"
    cksum "$@"
}

# Whether the locks named are installed: more may be, as the dev lock holds all of the run lock.
is_installed() {
    [ -r $STAMP ] || return 1
    case $(cat $STAMP) in
    "$(describe "$@")"*) ;;
    *) return 1 ;;
    esac
}

# Another Python than the one of .venv is used only when it is asked for.
is_other_python_wanted() {
    [ -n "${PYTHON-}" ] && [ "$(version_of "$PYTHON")" != "$(version_of .venv/bin/python)" ]
}

# Brings .venv to the locks named, the last of which holds the others. An outdated .venv is made from nothing,
# so that no package stays behind that a lock has dropped.
install_locks() {
    if is_other_python_wanted || ! is_installed $RUN_LOCK; then
        make_environment .venv
    elif is_installed "$@"; then
        return
    fi
    rm -f $STAMP
    for lock; do :; done
    version=$(version_of .venv/bin/python)
    echo "installing $lock in .venv" >&2
    install_into .venv --require-hashes --no-deps -r "$lock"
    describe "$@" >$STAMP
}

# uv takes no notice of pip's settings, so it is told which index they name.
write_locks() {
    if ! $UV_HOME/bin/uv --version >/dev/null 2>&1; then
        make_environment $UV_HOME
        install_into $UV_HOME uv
    fi
    index=${PIP_INDEX_URL:-$($UV_HOME/bin/python -I -m pip config get global.index-url 2>/dev/null)}
    if [ -n "$index" ]; then
        export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$index}"
    fi
    compile_lock $RUN_LOCK "$@"
    compile_lock $DEV_LOCK --extra dev --constraints $RUN_LOCK "$@"
}

compile_lock() {
    lock=$1
    shift
    $UV_HOME/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command 'make lock' \
        --output-file "$lock" "$@" pyproject.toml >/dev/null || fail "\`$lock\` could not be written."
}

# An activated virtual environment, which may be the very .venv to make anew, is not what to make one from.
if [ -n "${VIRTUAL_ENV-}" ]; then
    PATH=${PATH#"$VIRTUAL_ENV/bin:"}
fi

cd "$(dirname "$0")/.." || exit 1
case ${1-} in
run) install_locks $RUN_LOCK ;;
dev) install_locks $RUN_LOCK $DEV_LOCK ;;
lock) shift && write_locks "$@" ;;
*) fail "usage: sh generator/bootstrap.sh run | dev | lock [UV OPTION]" ;;
esac
