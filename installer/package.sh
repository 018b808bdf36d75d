#!/usr/bin/env bash
# Makes the Debian package of the release build, the very program that the tests run, and checks it with all that goes into it. The package
# is then in build/package/.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")/.."
# shellcheck source=installer/install-packages.sh
. installer/install-packages.sh
release=build/release
package=build/package
id=io.github.slabscope.Slabscope

fail() {
    echo "$*" >&2
    exit 1
}

install_packages build test check

cmake --preset release >/dev/null
cmake --build --preset release --target slabscope documents -- --quiet

echo "Checking what goes into it…"
desktop-file-validate "resources/$id.desktop"
appstreamcli validate --no-net "resources/$id.metainfo.xml"
complaints=$(LC_ALL=C.UTF-8 MANROFFSEQ='' MANWIDTH=80 man --warnings -E UTF-8 -l -Tutf8 -Z "$release/installer/slabscope.1" 2>&1 >/dev/null) ||
    fail "man: $complaints"
[ -z "$complaints" ] || fail "$complaints"

version=$(sed -n 's/^CMAKE_PROJECT_VERSION:STATIC=//p' "$release/CMakeCache.txt")
changed=$(dpkg-parsechangelog --file installer/changelog --show-field Version)
[ "$changed" = "$version" ] || fail "The project is version $version, but installer/changelog is about $changed."
grep -q "<release version=\"$version\"" "resources/$id.metainfo.xml" || fail "The metainfo knows no release $version."

echo "Packing…"
rm -rf "$package"
# The same sources give the same package, whenever and by whomever it is made.
SOURCE_DATE_EPOCH=$(dpkg-parsechangelog --file installer/changelog --show-field Timestamp)
export SOURCE_DATE_EPOCH
umask 022
if ! said=$(cpack --config "$release/CPackConfig.cmake" -B "$package" 2>&1); then
    fail "$said"
fi
rm -rf "$package/_CPack_Packages"
lintian --allow-root --display-info --fail-on error,warning,info "$package"/*.deb
ls -l "$package"/*.deb
