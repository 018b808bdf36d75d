# shellcheck shell=bash disable=SC2086,SC2016  # package names are words; ${…} is for dpkg-query
# Sourced by run.sh, test.sh and .ci/run.

# install_packages PURPOSE…: installs what packages.txt lists for these purposes and this system lacks. Silent when nothing is missing;
# speaks on standard error, so that the output of what follows stays clean.
install_packages() {
    local wanted present log purposes=" $* "
    local missing=() as_root=()
    wanted=$(awk -v purposes="$purposes" '!/^#/ && NF == 2 && index(purposes, " " $1 " ") { print $2 }' \
        "$(dirname "${BASH_SOURCE[0]}")/packages.txt" | sort -u)

    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        echo "This is no Debian system, so nothing is installed; needed are the equivalents of:" $wanted >&2
        return 0
    fi

    # dpkg-query answers for those it knows and fails for the rest, which are what is looked for.
    present=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | sed -n 's/^installed //p' || true)
    mapfile -t missing < <(comm -23 <(echo "$wanted") <(echo "$present" | sort -u))
    [ ${#missing[@]} -gt 0 ] || return 0

    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null; then
            echo "These packages are missing, and installing them takes root or sudo: ${missing[*]}" >&2
            return 1
        fi
        as_root=(sudo)
    fi

    log=$(mktemp)
    echo "Reading the package lists…" >&2
    if ! "${as_root[@]}" apt-get -qq -o DPkg::Lock::Timeout=300 update >"$log" 2>&1; then
        echo "apt-get update failed; trying with the lists there are:" >&2
        tail -n 5 "$log" >&2
    fi
    echo "Installing ${missing[*]} with what they depend on…" >&2
    if ! "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 \
        install --no-install-recommends "${missing[@]}" >"$log" 2>&1; then
        tail -n 30 "$log" >&2
        echo "These packages could not be installed: ${missing[*]}" >&2
        rm -f "$log"
        return 1
    fi
    rm -f "$log"
}
