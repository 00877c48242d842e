#!/usr/bin/env python3
"""Sparse coding in scikit-learn and PyTorch: encodes MNIST with given atoms, or learns atoms.

  lca.py encode sklearn|fista|lca --dictionary phi.npy [--images N]
  lca.py learn [--images N]          MiniBatchDictionaryLearning, one pass
"""

import argparse
import json
import time
import warnings

import numpy as np

import common

LAMBDA = 0.5


def images(part):
    return common.unit(common.mnist(part)).flatten(1).numpy()


def energy(x, a, phi):
    return float((0.5 * ((x - a @ phi) ** 2).sum(1) + LAMBDA * np.abs(a).sum(1)).mean())


def sklearn(x, phi, threads):
    from sklearn.decomposition import sparse_encode

    return sparse_encode(x, phi, algorithm="lasso_cd", alpha=LAMBDA, positive=True, max_iter=1000, n_jobs=threads)


def fista(x, phi, iterations=100, block=5000):
    import torch

    phi = torch.from_numpy(phi)
    gram = phi @ phi.T
    step = 1 / float(torch.linalg.eigvalsh(gram)[-1])
    parts = []
    for part in torch.from_numpy(x).split(block):
        b = part @ phi.T
        a = y = torch.zeros_like(b)
        t = 1.0
        for _ in range(iterations):
            after = torch.relu(y + step * (b - y @ gram - LAMBDA))
            faster = (1 + (1 + 4 * t * t) ** 0.5) / 2
            y = after + (t - 1) / faster * (after - a)
            a, t = after, faster
        parts.append(a)
    return torch.cat(parts).numpy()


def lca(x, phi, iterations=1000, rate=0.03, block=5000):
    import torch

    phi = torch.from_numpy(phi)
    inhibition = phi @ phi.T - torch.eye(len(phi))
    parts = []
    for part in torch.from_numpy(x).split(block):
        b = part @ phi.T
        u = torch.zeros_like(b)
        for _ in range(iterations):
            a = torch.relu(u - LAMBDA)
            u = u + rate * (b - u - a @ inhibition)
        parts.append(torch.relu(u - LAMBDA))
    return torch.cat(parts).numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["encode", "learn"])
    parser.add_argument("how", nargs="?", choices=["sklearn", "fista", "lca"], default="sklearn")
    parser.add_argument("--dictionary")
    parser.add_argument("--images", type=int, default=60000)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    warnings.simplefilter("ignore")
    x = images("train")[: args.images]
    if args.what == "learn":
        from sklearn.decomposition import MiniBatchDictionaryLearning

        start = time.perf_counter()
        learner = MiniBatchDictionaryLearning(
            256, alpha=LAMBDA, max_iter=1, batch_size=256, positive_code=True, fit_algorithm="cd",
            random_state=0, tol=0, max_no_improvement=None, n_jobs=args.threads,
        ).fit(x)  # fmt: skip
        seconds = time.perf_counter() - start
        phi = learner.components_.astype(np.float32)
        x = images("test")[:2000]
        codes = sklearn(x, phi, args.threads)
    else:
        phi = np.load(args.dictionary).astype(np.float32)
        start = time.perf_counter()
        if args.how == "sklearn":
            codes = sklearn(x, phi, args.threads)
        else:
            import torch

            torch.set_num_threads(args.threads)
            codes = fista(x, phi) if args.how == "fista" else lca(x, phi)
        seconds = time.perf_counter() - start
    print(json.dumps({"rate": args.images / seconds, "seconds": seconds, "energy": energy(x, codes, phi)}))


if __name__ == "__main__":
    main()
