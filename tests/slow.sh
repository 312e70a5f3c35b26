#!/usr/bin/env bash
# What takes longer than a landing may: every description of the corpus is printed, compiled and printed again, and every
# mutation of the fragment goes through every stage. Prints a table; exits with 1 if a row is not as it should be.
#
# LETTERPRESS_CORPUS names the corpus (a folder with INDEX.tsv). Takes about half an hour on two cores.
set -uo pipefail
cd "$(dirname "$0")/.."

corpus="${LETTERPRESS_CORPUS:?set it to the folder of descriptions}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
target="${CARGO_TARGET_DIR:-$PWD/target}"
failed=0

cargo build --quiet --release --package letterpress-cli || exit 1
letterpress="$target/release/letterpress"

printf '%-64s %10s %8s %8s %8s\n' description print compile warnings again
while IFS=$'\t' read -r path _; do
    out="$work/crate"
    rm -rf "$out"
    printed=ok compiled=- warnings=- again=-
    if timeout 60 "$letterpress" generate "$corpus/$path" --out "$out" >"$work/log" 2>&1; then
        features=$(grep -oE '^group-[a-z0-9-]+' "$out/Cargo.toml" | paste -sd,)
        [ -f "$work/Cargo.lock" ] && cp "$work/Cargo.lock" "$out/Cargo.lock"
        if CARGO_TARGET_DIR="$target/corpus" cargo check --quiet --manifest-path "$out/Cargo.toml" \
            --no-default-features --features "test-util,validate,$features" >"$work/check" 2>&1; then
            compiled=ok
        else
            compiled=FAILED
        fi
        warnings=$(grep -c '^warning' "$work/check")
        cp "$out/Cargo.lock" "$work/Cargo.lock"
        "$letterpress" generate "$corpus/$path" --out "$out" --check >/dev/null 2>&1 && again=same || again=DIFFERS
    else
        printed=FAILED
    fi
    printf '%-64s %10s %8s %8s %8s\n' "$path" "$printed" "$compiled" "$warnings" "$again"
    [ "$printed $compiled $warnings $again" = "ok ok 0 same" ] || failed=1
done < <(tail -n +2 "$corpus/INDEX.tsv")

LETTERPRESS_MUTATIONS=all cargo test --release --package letterpress-cases --test properties mutations || failed=1
exit "$failed"
