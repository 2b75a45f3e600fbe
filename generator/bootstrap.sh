#!/bin/sh
# Creates .venv for the Makefile. It needs only Python and a POSIX shell.
#
#   sh generator/bootstrap.sh run               install what the generator needs
#   sh generator/bootstrap.sh dev               install what tests and checks need, too
#   sh generator/bootstrap.sh lock [UV OPTION]  write both lock files from pyproject.toml
#
# It only installs Python packages; the generator does everything else. Each failure is one sentence on stderr
# and exit status 1. pip's output is written to a log, and the sentence names the log if it helps.
#
# .venv/installed records what .venv contains: its Python and folder, then the checksum of each lock file whose
# packages are all installed. It is removed first and written last, so a .venv without it is incomplete and is
# created again from nothing.

set -u

# If CDPATH is set, `cd` can change to another folder of the same name.
unset CDPATH

RUN_LOCK=requirements.lock
DEV_LOCK=requirements-dev.lock
STAMP=.venv/installed
UV_HOME=.cache/uv

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

# Prints the version of the Python $1, or fails. It does not use -I, which Python 2 lacks: the message must say
# that Python 2 is too old.
version_of() {
    "$1" -E -S -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null
}

is_new_enough() {
    case $1 in
    [012].* | 3.[0-9].* | 3.10.*) return 1 ;;
    esac
}

# Sets `python` and `version` to the Python that PYTHON names, or else to the first one on PATH that is suitable.
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
        fail "${no_venv%|*} cannot create a virtual environment; install the missing package" \
            "(Debian, Ubuntu: \`apt install ${no_venv#*|}\`)."
    fi
    if [ -n "$too_old" ]; then
        fail "Python 3.11 or newer is needed, but $too_old; install a newer one," \
            "or select one with \`PYTHON=/path/to/python3\`."
    fi
    if [ -n "${PYTHON-}" ]; then
        fail "Python 3.11 or newer is needed, but \`$PYTHON\`, which \`PYTHON\` selects, does not run."
    fi
    fail "Python 3.11 or newer is needed, but no Python was found; install one," \
        "or select one with \`PYTHON=/path/to/python3\`."
}

# Creates the virtual environment $1 from nothing.
create_environment() {
    choose_python
    echo "creating $1 with Python $version" >&2
    rm -rf "$1" 2>/dev/null
    mkdir -p "$1" 2>/dev/null || fail "The folder \`$1\` cannot be written."
    "$python" -I -m venv "$1" >"$1/install.log" 2>&1 || fail_by_log "$1/install.log"
}

# Installs the packages that the other arguments name into the virtual environment $1. Only prebuilt packages
# are allowed: building one would run code whose checksum is in no lock file, and could need a compiler.
install_into() {
    log=$1/install.log
    python=$1/bin/python
    shift
    "$python" -I -m pip install --no-user --no-input --disable-pip-version-check --progress-bar off \
        --only-binary :all: "$@" >"$log" 2>&1 || fail_by_log "$log"
}

fail_by_log() {
    if grep -q 'DO NOT MATCH THE HASHES' "$1"; then
        fail "A package does not match its checksum in the lock file and was not installed; see pip's output in $1."
    fi
    if grep -q 'No space left on device' "$1"; then
        fail "The disk is full; free some space and run the command again."
    fi
    if is_index_unreachable "$1"; then
        fail "The package index could not be reached; check the network and pip's settings (index, proxy)," \
            "and run the command again."
    fi
    missing=$(sed -n 's/^ERROR: No matching distribution found for \([^ ]*\).*/\1/p' "$1")
    if [ -n "$missing" ]; then
        fail "The package index has no prebuilt \`$missing\` for this machine and Python $version."
    fi
    fail "The packages could not be installed; see pip's output in $1."
}

# If pip is set to make no retries, it only reports that the first package has no versions.
is_index_unreachable() {
    grep -qE 'connection broken|ConnectionError|TimeoutError|ProxyError|SSLError|Could not fetch URL' "$1" ||
        { grep -q 'from versions: none' "$1" && ! grep -q '^Collecting' "$1"; }
}

# Prints the content of $STAMP for these lock files.
describe() {
    printf 'Python %s in %s\n' "$(version_of .venv/bin/python)" "$(pwd -P)"
    cksum "$@"
}

# Succeeds if these lock files are installed. The other one may be installed, too: the dev lock includes the run lock.
is_installed() {
    [ -r $STAMP ] || return 1
    case $(cat $STAMP) in
    "$(describe "$@")"*) ;;
    *) return 1 ;;
    esac
}

# Succeeds if PYTHON selects a Python of another version than the one in .venv.
is_other_python_selected() {
    [ -n "${PYTHON-}" ] && [ "$(version_of "$PYTHON")" != "$(version_of .venv/bin/python)" ]
}

# Installs these lock files into .venv; the last one includes the others. An outdated .venv is created again
# from nothing, so that no package remains that a lock file no longer lists.
install_locks() {
    if is_other_python_selected || ! is_installed $RUN_LOCK; then
        create_environment .venv
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

# uv does not read pip's settings, so pass it the index that they name.
write_locks() {
    if ! $UV_HOME/bin/uv --version >/dev/null 2>&1; then
        create_environment $UV_HOME
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

# Do not create .venv with the Python of an activated virtual environment: it may be the .venv that is replaced.
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
