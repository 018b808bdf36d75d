#!/usr/bin/env bash
# Installs and builds what is missing, then starts Slabscope with a memcached of its own; arguments are passed on. Without a display it
# runs the tour through the command language instead.
set -euo pipefail
root=$(dirname "$(readlink -f "$0")")
build=$root/build/run
# shellcheck source=installer/install-packages.sh
. "$root/installer/install-packages.sh"

install_packages build run

if [ ! -f "$build/build.ninja" ]; then
    log=$(mktemp)
    if ! (cd "$root" && cmake --preset run) >"$log" 2>&1; then
        cat "$log" >&2
        exit 1
    fi
    rm -f "$log"
fi
if ! ninja -C "$build" -n slabscope | grep -q 'no work to do'; then
    echo "Building Slabscope…" >&2
    if [ -t 2 ]; then
        NINJA_STATUS='[%f/%t] ' ninja -C "$build" slabscope >&2
    else
        ninja -C "$build" --quiet slabscope >&2
    fi
fi

# A server of the person's own takes the sandbox's place; the tour writes, so it is for the sandbox only.
server=(--sandbox)
script=()
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ]; then
    script=(--execute "$root/resources/samples/tour.mcb")
fi
previous=
for argument in "$@"; do
    case $previous,$argument in
    --format,* | --mode,* | --timeout,* | --connect-timeout,* | --wait,*) ;;
    --execute,* | --execute-line,* | *,--execute | *,--execute=* | *,--execute-line | *,--execute-line=*) script=() ;;
    *,--sandbox) server=() ;;
    *,--connect | *,--connect=* | *,-h | *,--help | *,-v | *,--version | *,[!-]*)
        server=()
        script=()
        ;;
    esac
    previous=$argument
done
exec "$build/slabscope" "${server[@]}" "${script[@]}" "$@"
