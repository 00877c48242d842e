#!/bin/sh
# Trains the same networks with Engram and with PyTorch and compares what the test images say.
# Needs: python3, pip install torch numpy, ENGRAM_DATA.
#
#   bench/quality.sh dense [linear sigmoid relu elu]    50,000 updates each, test bce_nats
#   bench/quality.sh vae | conv-vae                     20 epochs, 2-D code, test elbo_nats
#
# STEPS=2000 shortens both sides, THREADS=2 and SEED=1 set what they say.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
threads=${THREADS:-$(getconf _NPROCESSORS_ONLN)}
seed=${SEED:-1}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT

# metric KEY < JSON: the value of KEY, at the top or under "test".
metric() {
  python3 -c 'import json, sys; r = json.load(sys.stdin); print(r.get("test", r)[sys.argv[1]])' "$1"
}

# engram_says METRIC STEPS MODEL [OPTION...]
engram_says() {
  key=$1 steps=$2
  shift 2
  "$here/../engram" train "$@" --data mnist --steps "$steps" --batch 100 --validation 0 \
    --seed "$seed" --threads "$threads" --home "$home" --json | metric "$key"
}

# peer_says METRIC STEPS SCRIPT [OPTION...]
peer_says() {
  key=$1 steps=$2 script=$3
  shift 3
  "$here/peers/$script" --steps "$steps" --seed "$seed" --threads "$threads" "$@" | metric "$key"
}

# row WHAT METRIC OURS THEIRS
row() {
  python3 - "$@" <<'PYTHON'
import sys
what, metric, ours, theirs = sys.argv[1:]
a, b = float(ours), float(theirs)
print(f"{what:16} {metric:10} Engram {a:10.4f}   PyTorch {b:10.4f}   difference {100 * (a - b) / abs(b):+.3f} %")
PYTHON
}

dense() {
  steps=${STEPS:-50000}
  [ $# -gt 0 ] || set -- linear sigmoid relu elu
  for f in "$@"; do
    ours=$(engram_says bce_nats "$steps" dense-ae --preset "mathews-$f")
    theirs=$(peer_says bce_nats "$steps" quality_dense.py --activation "$f")
    row "dense-ae $f" bce_nats "$ours" "$theirs"
  done
}

vae() {
  model=$1 steps=${STEPS:-12000}
  ours=$(engram_says elbo_nats "$steps" "$model" --set latent=2 --schedule constant)
  theirs=$(peer_says elbo_nats "$steps" quality_vae.py --model "$model")
  row "$model, 2-D code" elbo_nats "$ours" "$theirs"
}

case ${1:-} in
  dense | vae | conv-vae) : "${ENGRAM_DATA:?set it to the folder that holds mnist/}" ;;
  *) sed -n '2,/^set/{/^#/s/^# \{0,1\}//p;}' "$0" >&2 && exit 2 ;;
esac

case $1 in
  dense) shift && dense "$@" ;;
  vae | conv-vae) vae "$1" ;;
esac
