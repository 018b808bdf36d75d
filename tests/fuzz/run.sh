#!/bin/sh
# Runs every fuzz target for so many seconds (60), two at a time, and fails on a finding or when too little of the parser is reached.
set -eu
cd "$(dirname "$0")/../.."
seconds=${1:-60}
least=95 # per cent of the lines of connection/protocol/response.h and .cpp

targets="response responsematcher commandparser textlines packetfields import keysnapshot itemdump values statrecord watchfile stattables"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
findings=build/fuzz/findings
# What was freed is held back less long than usual, so that a run stays under its limit of memory.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}quarantine_size_mb=64"
mkdir -p "$findings"

cmake --preset fuzz >/dev/null
cmake --build --preset fuzz --target fuzz_targets -- --quiet

# What fuzzing finds goes to a copy: the corpus in the source tree only grows when somebody means it to.
for target in $targets; do
    mkdir -p "$work/$target"
    if [ -d "tests/fuzz/corpus/$target" ]; then
        cp "tests/fuzz/corpus/$target"/* "$work/$target/"
    fi
done
build/fuzz/tests/fuzz/write_seeds tests/data/exchanges/exchanges.json "$work/response"
cp "$work/response"/* "$work/packetfields/"
if [ -f resources/samples/tour.mcb ]; then
    split -l 1 -a 4 resources/samples/tour.mcb "$work/commandparser/tour-"
fi

# Values that libraries stored, and one of each form: 255 is the whole chain without knowing the library, then come the flags, low byte first.
{
    sed -n 's/.*"flags":\([0-9]*\).*"value_hex":"\([0-9a-f]*\)".*/\1 \2/p' resources/samples/values.json
    awk -F '\t' '!/^#/ { print 0, $3 }' tests/data/values/samples.tsv
    awk -F '\t' '!/^#/ { print $3, $4 }' tests/data/values/envelopes.tsv
} | awk 'length($2) > 0 && length($2) < 4000 {
    hex = sprintf("ff%02x%02x%s", $1 % 256, $1 / 256 % 256, $2)
    gsub(/../, "\\x&", hex)
    print hex
}' | sort -u | {
    number=0
    while read -r bytes; do
        number=$((number + 1))
        env printf '%b' "$bytes" >"$work/values/recorded-$number"
    done
}

cp tests/data/text/1.6.24/stats_*.res "$work/stattables/" # those of the last version, which has them all
# One of each form as itself: its number, then what parts of it are changed to.
awk -F '\t' 'BEGIN {
    split("JSON:5 MessagePack:6 CBOR:7 BSON:8 PHP:9 igbinary:11 Python_pickle:12 Ruby_Marshal:13 Java:14 Perl_Storable:15 Protocol_Buffers:16", forms, " ")
    for (i in forms) {
        split(forms[i], form, ":")
        gsub("_", " ", form[1])
        numbers[form[1]] = form[2]
    }
}
$1 in numbers && length($3) > 0 && length($3) < 4000 {
    hex = sprintf("%02x%02x00%s", numbers[$1], NR % 256, $3)
    gsub(/../, "\\x&", hex)
    print hex
}' tests/data/values/samples.tsv | {
    number=0
    while read -r bytes; do
        number=$((number + 1))
        env printf '%b' "$bytes" >"$work/values/form-$number"
    done
}

# The target takes from the end: the generator's start, the longest slice, and what the answer is to (0 a login, 1 stats, 2 and 3 mg, 4 ms,
# 5 watch, 6 a list of keys, 7 a cachedump).
for file in tests/data/text/*/*.res; do
    name=$(basename "$file" .res)
    case $name in
    *cachedump*) kind=007 ;;
    version | Y_*) kind=000 ;;
    stats_*) kind=001 ;;
    mg_peek_meta_only) kind=003 ;;
    mg_* | mn) kind=002 ;;
    watch_*) kind=005 ;;
    *) kind=006 ;;
    esac
    {
        # What a watch hears comes behind its OK.
        [ "$name" != watch_stream ] || printf 'OK\r\n'
        cat "$file"
        printf '\001\002\003\004\030'
        printf '%b' "\\0$kind"
    } >"$work/textlines/$(basename "$(dirname "$file")")-$name"
done

fuzz() {
    if "build/fuzz/tests/fuzz/fuzz_$1" "$work/$1" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 -max_len=4096 -len_control=0 \
        -use_value_profile=1 -print_final_stats=1 -artifact_prefix="$findings/$1-" >"$work/$1.log" 2>&1; then
        grep -E 'number_of_executed_units|DONE' "$work/$1.log" | sed "s/^/$1: /"
    else
        tail -n 60 "$work/$1.log"
        echo "$1: FAILED, the input is in $findings"
        return 1
    fi
}

failed=0
# shellcheck disable=SC2086 # one word a target
set -- $targets
while [ $# -gt 1 ]; do
    fuzz "$1" & first=$!
    fuzz "$2" || failed=1
    wait "$first" || failed=1
    shift 2
done
[ $# -eq 0 ] || fuzz "$1" || failed=1
[ "$failed" -eq 0 ] || exit 1

cmake --preset fuzz -B build/fuzz-coverage -DSLABSCOPE_FUZZ_COVERAGE=ON >/dev/null
cmake --build build/fuzz-coverage --target fuzz_response fuzz_responsematcher fuzz_textlines -- --quiet

# measure TARGET SOURCE…: the lines of these sources that a target's inputs reach, in per cent.
measure() {
    program=build/fuzz-coverage/tests/fuzz/fuzz_$1
    LLVM_PROFILE_FILE="$work/$1.profraw" "$program" -runs=0 "$work/$1" >"$work/$1.log" 2>&1
    llvm-profdata-14 merge -sparse -o "$work/$1.profile" "$work/$1.profraw"
    # Four groups of count, missed and per cent: regions, functions, lines, branches.
    profile=$work/$1.profile
    shift
    llvm-cov-14 report "$program" -instr-profile="$profile" "$@" | awk '$1 == "TOTAL" { print $10 + 0 }'
}
echo "connection/responsematcher.cpp: $(measure responsematcher connection/responsematcher.cpp)% of lines reached"
echo "connection/text/metadumpparser.cpp: $(measure textlines connection/text/metadumpparser.cpp)% of lines reached"
reached=$(measure response connection/protocol/response.h connection/protocol/response.cpp)
echo "connection/protocol/response.h and .cpp: $reached% of lines reached"
if ! awk -v reached="$reached" -v least="$least" 'BEGIN { exit reached >= least ? 0 : 1 }'; then
    echo "too little of the parser is reached: at least $least% is asked for"
    exit 1
fi
