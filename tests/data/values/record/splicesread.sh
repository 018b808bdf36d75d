#!/bin/sh
# Checks that values of which a part was changed are read by the languages that wrote them, with that part changed and no other. By hand
# only. It wants Debian's default-jdk-headless, perl and python3, and the program that `cmake --build --target write_spliced` makes as its
# argument, with its whole path. Its last result is beside it in splicesread.txt.
set -eu
program=$1
cd "$(dirname "$0")"
python3 splicesread.py "$program" >splicesread.txt || true
cat splicesread.txt
