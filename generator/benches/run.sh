#!/usr/bin/env bash
# Prints the table of benches/README.md: stages, whole runs, the compiler's time for the printed crate.
#
# LETTERPRESS_CORPUS names the corpus. Takes a few minutes; wants a machine that does nothing else, and GNU time.
# RIVALS holds commands that print the same description, one a line, with SPEC and OUT to be replaced: they are timed in
# turn with letterpress.
set -euo pipefail
cd "$(dirname "$0")/../.."

: "${LETTERPRESS_CORPUS:?set it to the folder of descriptions}"
export LETTERPRESS_CORPUS
spec="$LETTERPRESS_CORPUS/auth0-history/management-2026-06-25-7025885d3.json"
target="${CARGO_TARGET_DIR:-$PWD/target}"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
export XDG_CACHE_HOME="$work/cache"

cargo build --quiet --release --package letterpress-cli
letterpress="$target/release/letterpress"

# The median of five runs: CPU seconds, wall seconds, MiB at the peak. `prepare` runs before each, and is not measured.
measure() {
    local title="$1" prepare="$2"
    shift 2
    for _ in 1 2 3 4 5; do
        "$prepare"
        /usr/bin/time -a -o "$work/times" -f '%U %S %e %M' "$@" >/dev/null 2>&1
    done
    awk '{ print $1 + $2, $3, $4 / 1024 }' "$work/times" | sort -n | sed -n 3p |
        awk -v title="$title" '{ printf "%-58s %8.2f %8.2f %8.0f\n", title, $1, $2, $3 }'
    rm "$work/times"
}

fresh() { rm -rf "$work/crate" "$XDG_CACHE_HOME"; }
forget() { rm -rf "$XDG_CACHE_HOME"; }
keep() { :; }

printf '%s, %s cores; %s\n' "$(uname -srm)" "$(nproc)" "$(rustc --version)"
printf '%-58s %8s %8s %8s\n' "" "CPU s" "wall s" "MiB"
measure "print the whole API" fresh "$letterpress" generate "$spec" --out "$work/crate"
measure "print it again: nothing changed, no record" forget "$letterpress" generate "$spec" --out "$work/crate"
measure "print it again: nothing changed" keep "$letterpress" generate "$spec" --out "$work/crate"
measure "prove it current" keep "$letterpress" generate "$spec" --out "$work/crate" --check
if [ -n "${RIVALS:-}" ]; then
    while read -r rival; do
        rival="${rival//SPEC/$spec}"
        measure "${rival%% *}" fresh bash -c "${rival//OUT/$work/crate}"
        measure "letterpress, in turn" fresh "$letterpress" generate "$spec" --out "$work/crate"
    done <<<"$RIVALS"
fi
fresh
"$letterpress" generate "$spec" --out "$work/crate" >/dev/null 2>&1

# The compiler's time for the printed crate alone: its dependencies are built, and it is touched before each run.
cp Cargo.lock "$work/crate/Cargo.lock"
export CARGO_TARGET_DIR="$target/bench" CARGO_INCREMENTAL=0
groups=$(sed -n 's/^\(group-[a-z0-9-]*\) = .*/\1/p' "$work/crate/Cargo.toml" | paste -sd,)
check=(cargo check --quiet --offline --manifest-path "$work/crate/Cargo.toml" --no-default-features)
touched() { touch "$work/crate/src/lib.rs"; }
"${check[@]}" --features "validate,test-util"
measure "cargo check: no group" touched "${check[@]}"
measure "cargo check: group-self-service-profiles" touched "${check[@]}" --features group-self-service-profiles
measure "cargo check: every group, validate, test-util" touched "${check[@]}" --features "$groups,validate,test-util"
unset CARGO_TARGET_DIR CARGO_INCREMENTAL

cargo bench --quiet --package letterpress --bench stages
