#!/bin/sh
# The long runs of the connection's fault tests, see README.md. Usage: tests/soak/run.sh [build folder] [restarts]
set -eu
root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-"$root/build/release"}
SLABSCOPE_SOAK=${2:-1000}
QT_QPA_PLATFORM=offscreen
LC_ALL=C.UTF-8
export SLABSCOPE_SOAK QT_QPA_PLATFORM LC_ALL
# Qt Test ends a function after five minutes unless it is told otherwise.
QTEST_FUNCTION_TIMEOUT=86400000
export QTEST_FUNCTION_TIMEOUT
cmake --build "$build" --target tst_connection_cuts tst_connection_corruption tst_connection_restarts
failed=0
for test in cuts corruption restarts; do
    "$build/tests/tst_connection_$test" -maxwarnings 0 || failed=1
done
exit $failed
