#!/usr/bin/env bash
# What takes longer than a landing may: every description of the corpus is compiled, with everything and with nothing,
# every mutation goes through every stage, the hostile descriptions are timed and weighed one by one, and threads are interrupted more
# often in the models.
#
# LETTERPRESS_CORPUS names the corpus (a folder with INDEX.tsv). Takes about an hour on two cores; an argument runs one
# part alone: compile, mutations, limits or models.
set -euo pipefail
cd "$(dirname "$0")/.."

: "${LETTERPRESS_CORPUS:?set it to the folder of descriptions}"
export LETTERPRESS_CORPUS INSTA_UPDATE=no

compile() {
    LETTERPRESS_COMPILE=all cargo test --release --package letterpress-corpus --locked
}

mutations() {
    LETTERPRESS_MUTATIONS=all cargo test --release --package letterpress-cases --test properties --locked mutations
}

# Ten seconds and one gibibyte for each hostile description: the limits are the system's, and the program's own.
limits() {
    local folder target="${CARGO_TARGET_DIR:-$PWD/target}" failed=0
    folder=$(mktemp -d)
    trap 'rm -rf "$folder"' RETURN
    LETTERPRESS_HOSTILE="$folder" cargo test --release --package letterpress-cases --test properties --locked hostile
    cargo build --quiet --release --package letterpress-cli --locked
    for description in "$folder"/*; do
        local code=0
        (
            ulimit -v 1048576
            exec timeout 10 "$target/release/letterpress" generate "$description" --out "$folder/out/$(basename "$description")"
        ) >/dev/null 2>&1 || code=$?
        # 0: it printed; 1: it said why not. Anything else is a panic, a kill or the time's end.
        if [ "$code" -gt 1 ]; then
            echo "$(basename "$description"): exit code $code" >&2
            failed=1
        fi
    done
    echo "$(find "$folder" -maxdepth 1 -type f | wc -l) hostile descriptions"
    return "$failed"
}

models() {
    LOOM_MAX_PREEMPTIONS=3 cargo test --release --package letterpress-concurrency --locked
}

for part in "${@:-compile mutations limits models}"; do
    for name in $part; do
        "$name"
    done
done
