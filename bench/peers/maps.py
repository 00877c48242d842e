#!/usr/bin/env python3
"""scikit-learn's PCA, MeanShift and TSNE on what `engram bench` gives its own.

Needs: pip install scikit-learn numpy; ENGRAM_DATA with mnist/*.gz.
"""

import argparse
import gzip
import json
import os
import pathlib
import time

parser = argparse.ArgumentParser()
parser.add_argument("workload", choices=["pca", "meanshift", "tsne"])
parser.add_argument("--threads", type=int, default=os.cpu_count())
parser.add_argument("--steps", type=int, default=0, help="passes (default: 3) or iterations (default: 750)")
parser.add_argument("--points", type=int, default=0)
parser.add_argument("--warmup", type=int, default=300, help="passes of pca before the timed ones, at most two")
args = parser.parse_args()
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(args.threads)

import numpy as np  # noqa: E402, the number of threads is read here
import sklearn  # noqa: E402
from sklearn.cluster import MeanShift  # noqa: E402
from sklearn.decomposition import PCA  # noqa: E402
from sklearn.manifold import TSNE  # noqa: E402


def images():
    folder = pathlib.Path(os.environ["ENGRAM_DATA"], "mnist")
    parts = [
        np.frombuffer(gzip.decompress((folder / f"{name}-images-idx3-ubyte.gz").read_bytes()), np.uint8, offset=16)
        for name in ("train", "t10k")
    ]
    x = np.concatenate(parts).reshape(-1, 784).astype(np.float32) / 255
    return x[: args.points] if args.points else x


def cube(n):
    values, state = [], 1
    for _ in range(3 * n):
        state = (1664525 * state + 1013904223) % 2**32
        values.append(state / 2**32)
    return np.array(values, np.float32).reshape(n, 3).astype(np.float64)


def pca():
    x, passes = images(), args.steps or 3
    for _ in range(min(args.warmup, 2)):
        PCA(50).fit(x).transform(x)
    start = time.perf_counter()
    for _ in range(passes):
        p = PCA(50).fit(x)
        p.transform(x)
    return passes * len(x), time.perf_counter() - start, p.explained_variance_ratio_.sum()


def meanshift():
    x, passes = cube(args.points or 3000), args.steps or 3
    start = time.perf_counter()
    for _ in range(passes):
        m = MeanShift(bandwidth=0.1, n_jobs=args.threads).fit(x)
    return passes * len(x), time.perf_counter() - start, len(m.cluster_centers_)


def tsne():
    z = PCA(50).fit_transform(images())
    t = TSNE(perplexity=30, max_iter=args.steps or 750, random_state=1, n_jobs=args.threads)
    start = time.perf_counter()
    t.fit(z)
    return len(z), time.perf_counter() - start, t.kl_divergence_


count, seconds, value = globals()[args.workload]()
result = {
    "workload": args.workload,
    "rate": count / seconds,
    "unit": "points per second",
    "count": count,
    "seconds": seconds,
    "threads": args.threads,
    "loss": float(value),
    "version": sklearn.__version__,
}
print(json.dumps(result))
