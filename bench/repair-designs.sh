#!/usr/bin/env bash
# The designs of repair that were tried, measured again: chains alone, each design an edit of commit d7eabce in a clone of its own.
# Evaluations and slots found repeat on every machine; times do not matter here. The first run makes the days, which takes an hour; see
# bench/tight-truth.ts. usage: bench/repair-designs.sh [DATA]
set -euo pipefail
root="$(cd "$(dirname "$0")/.." && pwd)"
data="$(cd "${1:-$root/../shared/data}" && pwd)"
clone="$(mktemp -d)"
trap 'rm -rf "$clone"' EXIT
git clone --quiet "$root" "$clone"
ln -s "$root/node_modules" "$clone/node_modules"
cd "$clone"
eject=src/routing/repair/eject.ts
room=src/routing/repair/making-room.ts

# Name of the design, file, edit. An edit that changes nothing ends the script.
measure() {
  git checkout --quiet --force d7eabce
  edit bench/recall.ts 's/^const ROUNDS = 12/const ROUNDS = 1/'
  edit src/routing/repair/repair.ts 's/missing.size > 0 && spent < budget(); round/missing.size < 0; round/'
  local name="$1"
  shift
  while [ $# -gt 0 ]; do
    edit "$1" "$2"
    shift 2
  done
  echo "== $name"
  npx tsx bench/run.ts recall --data "$data" --variants library:100000,library:1000000000 2>&1 | grep '^all days'
}

edit() {
  cp "$1" before
  sed -i "$2" "$1"
  if cmp --quiet before "$1"; then
    echo "$2 changes nothing in $1" >&2
    exit 1
  fi
}

measure 'as it was'
measure 'one link at most' $eject 's/LONGEST_CHAIN = 24/LONGEST_CHAIN = 1/'
measure 'two links at most' $eject 's/LONGEST_CHAIN = 24/LONGEST_CHAIN = 2/'
measure 'no two stops making way together' $eject 's/let paired = false/let paired = true/'
measure 'shortest chains first, whatever the loads' $eject 's/LOAD_WEIGHT = 16/LOAD_WEIGHT = 0/'
measure 'each stop left out once' $eject 's/return (this.mask\[link\]! & ~this.seenMask.*/return false/'
measure 'all gaps looked at' $room 's/const { full } = this/const full = true/' $room 's/: this.isOutOfReach(slabs, r, i)) return/: false) return/'
measure 'back into a changed route at any depth' $eject 's/if (home === NOWHERE \&\& this.depth\[link\]! > 1) return 0//'
