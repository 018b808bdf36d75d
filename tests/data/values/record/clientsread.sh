#!/bin/sh
# Checks that what a changed value is compressed to is read by the clients' own decompressors: FastLZ and zlib by php-memcached from a real
# server, LZF by liblzf. By hand only. It wants Debian's memcached, php-cli, php-memcached, python3 and liblzf1, and the program that
# `cmake --build --target write_compressed` makes as its argument. Its last result is beside it in clientsread.txt.
set -eu
program=$1
here=$(cd "$(dirname "$0")" && pwd)
port=21913
memcached -l 127.0.0.1 -p "$port" -U 0 -u nobody -I 8m &
server=$!
trap 'kill "$server"' EXIT
sleep 1
python3 "$here/clientsread.py" "$program" "$port" >"$here/clientsread.txt"
cat "$here/clientsread.txt"
