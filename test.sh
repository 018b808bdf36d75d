#!/usr/bin/env bash
# Installs and builds what is missing, then runs every test. Arguments go to ctest, e.g. ./test.sh -R parser.
# SLABSCOPE_WERROR=1 turns warnings into errors.
set -euo pipefail
cd "$(dirname "$(readlink -f "$0")")"
# shellcheck source=installer/install-packages.sh
. installer/install-packages.sh

install_packages build test

werror=OFF
[ "${SLABSCOPE_WERROR:-0}" = 0 ] || werror=ON
log=$(mktemp)
if ! cmake --preset release -DCMAKE_COMPILE_WARNING_AS_ERROR="$werror" >"$log" 2>&1; then
    cat "$log"
    exit 1
fi
rm -f "$log"
echo "Building…"
if [ -t 1 ]; then
    NINJA_STATUS='[%f/%t] ' ninja -C build/release
else
    ninja -C build/release --quiet
fi

status=0
ctest --preset release "$@" || status=$?

# What the test programs themselves counted; ctest counts programs only.
awk '/^Totals: / { passed += $2; failed += $4; skipped += $6 }
     END { printf "Test functions: %d passed, %d failed, %d skipped.\n", passed, failed, skipped }' \
    build/release/Testing/Temporary/LastTest.log
if [ "$status" -eq 0 ]; then
    echo "All tests passed."
else
    # Once more at the end, where they are found in a long output.
    echo "Some tests failed:"
    grep -a -A 3 -E '^(FAIL!|XPASS|QFATAL)|ERROR: AddressSanitizer|runtime error:' build/release/Testing/Temporary/LastTest.log || true
fi
exit "$status"
