#!/usr/bin/env python3
"""Engram against PyTorch and scikit-learn, run in turns.

Needs: python3, pip install torch numpy scikit-learn, ENGRAM_DATA.

Each pair runs Engram, then the peer, with the same steps, warm-up and threads, so that a neighbour
who comes and goes hits both. The number that counts is the ratio of the medians.
"""

import argparse
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
PEERS = {
    "lr": {"scikit-learn": ["fit.py", "--classifier", "lr"]},
    "svm": {"scikit-learn": ["fit.py", "--classifier", "svm"]},
    "train-dense": {"PyTorch": ["train_dense.py"]},
    "train-conv": {"PyTorch": ["train_conv.py"]},
    "train-vae": {"PyTorch": ["train_vae.py"]},
    "encode": {
        "PyTorch, from floats": ["encode.py", "--from", "floats"],
        "PyTorch, from bytes": ["encode.py", "--from", "bytes"],
    },
    "pca": {"scikit-learn": ["maps.py", "pca"]},
    "meanshift": {"scikit-learn": ["maps.py", "meanshift"]},
    "tsne": {"scikit-learn": ["maps.py", "tsne"]},
}
USUAL_STEPS = {"encode": 5, "lr": 1, "svm": 1, "pca": 3, "meanshift": 3, "tsne": 750}
MORE = {"tsne": ["--points", "10000"]}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("workloads", nargs="*", metavar="WORKLOAD", help=", ".join(PEERS) + " (default: all)")
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--steps", type=int, help="timed steps, passes, fits or iterations (default: as usual)")
    parser.add_argument("--warmup", type=int, default=2000, help="untimed steps, in which Java compiles")
    parser.add_argument("--precision", default="auto", help="of Engram: auto, fp32 or bf16")
    parser.add_argument(
        "--peer-env", action="append", default=[], metavar="K=V",
        help="environment of the peer, e.g. GOMP_SPINCOUNT=1000, which Engram sets for itself",
    )  # fmt: skip
    args = parser.parse_args()
    unknown = set(args.workloads) - set(PEERS)
    if unknown:
        parser.error(f"no workload is called {', '.join(unknown)}; there are: {', '.join(PEERS)}")
    if "ENGRAM_DATA" not in os.environ:
        parser.error("set ENGRAM_DATA to the folder that holds mnist/")
    if args.pairs < 1:
        parser.error(f"--pairs must be at least 1, got {args.pairs}")
    args.workloads = args.workloads or list(PEERS)
    return args


def run(command, environment=None):
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"compare: error: '{' '.join(command)}' ended with {done.returncode}")
    return json.loads(done.stdout)


def shared(args, workload):
    steps = args.steps or USUAL_STEPS.get(workload, 1500)
    usual = ["--steps", str(steps), "--warmup", str(args.warmup), "--threads", str(args.threads)]
    return usual + MORE.get(workload, [])


def ours(args, workload):
    command = [str(ROOT / "engram"), "bench", workload, "--json", "--precision", args.precision]
    return run(command + shared(args, workload))


def theirs(args, workload, script):
    environment = dict(os.environ, **dict(pair.split("=", 1) for pair in args.peer_env))
    command = [sys.executable, str(ROOT / "bench/peers" / script[0]), *script[1:]]
    return run(command + shared(args, workload), environment)


def compare(args, workload):
    sides = {"Engram": []} | {peer: [] for peer in PEERS[workload]}
    for _ in range(args.pairs):
        sides["Engram"].append(ours(args, workload))
        for peer, script in PEERS[workload].items():
            sides[peer].append(theirs(args, workload, script))
        print(f"{workload}: {os.getloadavg()[0]:.1f} load,", rates(sides), file=sys.stderr, flush=True)
    return sides


def rates(sides):
    return ", ".join(f"{side} {results[-1]['rate']:,.1f}" for side, results in sides.items())


def rows(workload, sides):
    engram = [r["rate"] for r in sides["Engram"]]
    for peer in PEERS[workload]:
        other = [r["rate"] for r in sides[peer]]
        yield [
            workload,
            sides["Engram"][0]["unit"],
            f"{statistics.median(engram):,.1f}",
            peer,
            f"{statistics.median(other):,.1f}",
            f"{statistics.median(engram) / statistics.median(other):.2f}",
            " ".join(f"{a / b:.2f}" for a, b in zip(engram, other)),
            f"{median_loss(sides['Engram']):.4g} / {median_loss(sides[peer]):.4g}",
        ]


def median_loss(results):
    return statistics.median(r["loss"] for r in results)


def table(lines):
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    return "\n".join("  ".join(c.ljust(w) for c, w in zip(line, widths)).rstrip() for line in lines)


def cpu():
    try:
        lines = pathlib.Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.split(":", 1)[1].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def main():
    args = arguments()
    before = os.getloadavg()
    results = {workload: compare(args, workload) for workload in args.workloads}
    first = next(iter(results.values()))
    versions = {f"{name.split(',')[0]} {side[0]['version']}" for r in results.values() for name, side in r.items() if "version" in side[0]}
    engram = subprocess.run([ROOT / "engram", "--version"], stdout=subprocess.PIPE, text=True).stdout.strip()
    head = ["workload", "unit", "Engram", "peer", "median", "ratio", "ratios of the pairs", "last losses"]
    print(table([head] + [row for w, sides in results.items() for row in rows(w, sides)]))
    print(f"\n{engram} ({first['Engram'][0]['precision']}), {', '.join(sorted(versions))}, Python {platform.python_version()}")
    print(f"{cpu()}, {os.cpu_count()} cores, {args.threads} threads; medians of {args.pairs};", end=" ")
    print(f"load before and after: {before[0]:.1f}, {os.getloadavg()[0]:.1f}")
    if args.peer_env:
        print("environment of the peer:", *args.peer_env)


if __name__ == "__main__":
    main()
