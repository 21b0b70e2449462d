# Sourced by the scripts of this package: finds or installs what a step needs, and says so.
# Nothing here needs a network once the packages are installed.

say() { printf '==> %s\n' "$*"; }

stop() {
    printf 'error: %s\n' "$*" >&2
    exit 1
}

# as_root COMMAND…: runs a command with the rights package managers need.
as_root() {
    if [ "$(id -u)" -eq 0 ]; then
        "$@"
    elif command -v sudo >/dev/null 2>&1; then
        sudo "$@"
    else
        stop "this needs root to install packages: $*"
    fi
}

# need_packages NAME=CHECK…: installs the Debian packages whose check command fails.
need_packages() {
    local missing=() entry
    for entry in "$@"; do
        if ! sh -c "${entry#*=}" >/dev/null 2>&1; then missing+=("${entry%%=*}"); fi
    done
    if [ ${#missing[@]} -eq 0 ]; then
        say "system packages: all there"
        return
    fi
    say "system packages: installing ${missing[*]}"
    command -v apt-get >/dev/null 2>&1 || stop "please install by hand: ${missing[*]} (no apt-get here)"
    as_root apt-get update -qq || stop "apt-get update failed: is the network there? Needed: ${missing[*]}"
    # Runlevel 1: programs are installed, no service is started.
    as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq "${missing[@]}" >/dev/null ||
        stop "apt-get install failed for: ${missing[*]}"
}

need_swift() {
    command -v swift >/dev/null 2>&1 || stop "no swift on PATH: install Swift 6.3 or newer from https://www.swift.org/install"
    say "$(swift --version 2>&1 | grep -m1 -o 'Swift version [0-9.]*')"
}

# What the package links against.
need_libraries() {
    need_packages \
        "pkg-config=command -v pkg-config" \
        "libcurl4-openssl-dev=pkg-config --exists libcurl" \
        "libdw-dev=pkg-config --exists libdw" \
        "libffi-dev=pkg-config --exists libffi" \
        "libpcre2-dev=pkg-config --exists libpcre2-8" \
        "libsodium-dev=pkg-config --exists libsodium" \
        "libsqlite3-dev=pkg-config --exists sqlite3" \
        "libyaml-dev=pkg-config --exists yaml-0.1"
}
