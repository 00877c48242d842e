#!/bin/sh
# Trains on a 4.2 GB IDX file with a heap of 256 MB and prints the process's memory every 5 seconds:
# it must stay flat. Needs 4.3 GB of free disk in the folder given (default: /tmp).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d "${1:-/tmp}/engram-big.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/data"
images=5400000
{
  printf '\000\000\010\003\000\122\145\300\000\000\000\034\000\000\000\034'
  head -c $((images * 784)) /dev/urandom
} >"$work/data/train-images-idx3-ubyte"
"$here/engram" --version >/dev/null
ENGRAM_JAVA_OPTS=-Xmx256m "$here/engram" train dense-ae --data "$work/data" --set widths=64 \
  --steps 3000 --home "$work/runs" &
pid=$!
while kill -0 "$pid" 2>/dev/null; do
  grep VmRSS "/proc/$pid/status" 2>/dev/null || true
  sleep 5
done
wait "$pid"
