#!/usr/bin/env bash
# Installs the package from build/package/ in a clean Debian made by debootstrap, starts the program there as an ordinary person, without a
# window and with one, and removes it again. Takes root or sudo. Leaves a picture of the window in build/package/window.png.
set -euo pipefail
root=$(dirname "$(dirname "$(readlink -f "$0")")")

# In namespaces of its own, so that whatever happens no mount and no process outlives it.
if [ "${SLABSCOPE_UNSHARED:-}" != yes ]; then
    [ "$(id -u)" -eq 0 ] || exec sudo -- "$0" "$@"
    SLABSCOPE_UNSHARED=yes exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc "$0" "$@"
fi

work=$root/build/try-package
system=$work/system
picture=$root/build/package/window.png
id=io.github.slabscope.Slabscope
packages=("$root"/build/package/*.deb)
package=${packages[0]}

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

step() {
    printf '%4d s  %s\n' "$SECONDS" "$*"
}

# quietly COMMAND…: shows what it said only if it failed.
quietly() {
    "$@" >"$work/log" 2>&1 || {
        tail -n 40 "$work/log" >&2
        fail "Failed: $*"
    }
}

# clear_away: what this run or one that was killed has left.
clear_away() {
    local mount
    while read -r mount; do
        umount --lazy "$mount"
    done < <(awk -v below="$system/" 'index($2, below) == 1 { print $2 }' /proc/self/mounts | sort -r)
    rm -rf --one-file-system "$work"
}

# debian_sources: the Debian that this machine is told to use, as lines of a sources.list.
debian_sources() {
    # shellcheck disable=SC2016  # these are apt's own
    apt-get indextargets 'Created-By: Packages' 'Origin: Debian' --format 'deb $(REPO_URI) $(RELEASE) $(COMPONENT)' | sort -u
}

# What the program finds in the clean system: nothing of this machine but the way to the network.
environment=(PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 DEBIAN_FRONTEND=noninteractive)
for name in http_proxy https_proxy no_proxy; do
    [ -z "${!name:-}" ] || environment+=("$name=${!name}")
done
inside() {
    chroot "$system" env -i "${environment[@]}" HOME=/root "$@"
}
as_person() {
    chroot --userspec=person:person "$system" env -i "${environment[@]}" HOME=/home/person XDG_RUNTIME_DIR=/run/person "$@"
}

make_system() {
    local codename mirror
    # shellcheck source=/dev/null
    codename=$(. /etc/os-release && echo "$VERSION_CODENAME")
    [ -n "$(debian_sources)" ] || quietly apt-get update
    mirror=$(debian_sources | awk -v codename="$codename" '$3 == codename { print $2; exit }')
    [ -n "$mirror" ] || fail "apt's configuration names no Debian $codename."
    quietly debootstrap --variant=minbase "$codename" "$system" "$mirror"

    debian_sources >"$system/etc/apt/sources.list"
    apt-config dump | grep -E '^Acquire::(http|https|Check-|Retries|Languages|Force)' >"$system/etc/apt/apt.conf.d/90machine" || true
    echo force-unsafe-io >"$system/etc/dpkg/dpkg.cfg.d/unsafe-io"
    mount -t proc proc "$system/proc"
    quietly inside apt-get -q update
    quietly inside useradd --create-home person
    quietly inside install --directory --owner person --mode 700 /run/person
}

install_package() {
    cp "$package" "$system/tmp/slabscope.deb"
    quietly inside apt-get -q -y install /tmp/slabscope.deb
    rm "$system/tmp/slabscope.deb"
}

start_without_window() {
    local version
    version=$(dpkg-deb --field "$package" Version)
    [ "$(as_person slabscope --version)" = "slabscope $version" ] || fail "It gives another version than $version."
    as_person slabscope --help >/dev/null
    as_person slabscope --sandbox --execute /usr/share/doc/slabscope/examples/tour.mcb >"$work/tour" || {
        cat "$work/tour" >&2
        fail "The tour failed."
    }
    step "The tour said $(wc -l <"$work/tour") lines."
}

# colours: how many there are on the display.
colours() {
    import -window root "$picture" && identify -format %k "$picture"
}

start_with_window() {
    local display program window class properties

    # The clean system has no X server and needs none: an abstract socket reaches into it. Only this machine can reach it.
    mkfifo "$work/display"
    Xvfb -displayfd 3 -screen 0 1280x800x24 -nolisten tcp -ac 3>"$work/display" 2>"$work/xvfb" &
    read -r display <"$work/display"
    export DISPLAY=:$display

    as_person "DISPLAY=$DISPLAY" slabscope --sandbox >"$work/window" 2>&1 &
    program=$!
    window=$(timeout 60 xdotool search --sync --onlyvisible --name '^Slabscope|Slabscope$' | head -n 1) ||
        fail "No window came." "$(cat "$work/window")"
    for _ in {1..60}; do
        [ "$(colours)" -lt 100 ] || break
        sleep 0.5
    done
    [ "$(colours)" -ge 100 ] || fail "The window stayed empty: see $picture."
    class=$(sed -n 's/^StartupWMClass=//p' "$system/usr/share/applications/$id.desktop")
    properties=$(xprop -id "$window" WM_CLASS _NET_WM_ICON)
    grep -q "^WM_CLASS.*\"$class\"\$" <<<"$properties" || fail "The window is not of the class $class, as the desktop entry says."
    grep -q 'Icon (48 x 48)' <<<"$properties" || fail "The window has no icon."
    step "Its window is there."

    xdotool windowfocus --sync "$window" key ctrl+q
    timeout 20 tail --pid="$program" -f /dev/null || fail "It does not quit."
    wait "$program" || fail "It quit with status $?." "$(cat "$work/window")"
    [ ! -s "$work/window" ] || fail "It complained:" "$(cat "$work/window")"
    ! pgrep -x memcached >/dev/null || fail "The sandbox outlived the program."
}

remove_package() {
    local left
    quietly inside apt-get -q -y purge slabscope
    left=$(inside find / -xdev -ipath '*slabscope*' ! -path '/home/*')
    [ -z "$left" ] || fail "These were left behind:" "$left"
}

[ -f "$package" ] || fail "There is no package yet: installer/package.sh makes it."
trap clear_away EXIT
trap 'exit 130' INT TERM
clear_away
mkdir -p "$work"
step "Making a clean Debian…"
make_system
step "Installing $(basename "$package")…"
install_package
step "Starting it without a window…"
start_without_window
step "Starting it with one…"
start_with_window
step "Removing it…"
remove_package
step "Done."
