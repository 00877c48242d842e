#!/usr/bin/env python3
"""What scikit-learn and NumPy answer for the scores of disentanglement: the numbers in Engram's tests.

Needs: pip install scikit-learn numpy. The data is a formula, so that the tests can make it too. What
depends on a random split or random batches is averaged over many.
"""

import numpy as np
from sklearn.linear_model import Lasso, LinearRegression
from sklearn.manifold import trustworthiness
from sklearn.metrics import balanced_accuracy_score, mutual_info_score
from sklearn.neighbors import KNeighborsClassifier

N = 2000
PENALTIES = [0.2, 0.1, 0.05, 0.02, 0.01, 0.005]


def factors():
    i = np.arange(N)
    return np.stack([i % 4, (i * 0.6180339887) % 1, (i * 0.7548776662) % 1], 1).astype(np.float32)


def codes():
    i = np.arange(N)
    v = factors().astype(np.float64)
    return np.stack(
        [
            v[:, 0] + 0.3 * np.sin(1.7 * i),
            2 * v[:, 1] + 0.2 * np.sin(2.3 * i),
            0.6 * v[:, 2] + 0.5 * v[:, 1] + 0.1 * np.sin(3.1 * i),
            np.sin(0.9 * i),
        ],
        1,
    ).astype(np.float32)


def levels(v):
    """Whole numbers as they are, others as ten intervals with as many values each."""
    if np.all(v == np.rint(v)) and len(np.unique(v)) <= 20:
        return v.astype(int)
    starts = np.sort(v)[np.arange(10) * len(v) // 10]
    return np.searchsorted(starts, v, side="right") - 1


def mig(z, v):
    gaps = []
    for k in range(v.shape[1]):
        level = levels(v[:, k])
        known = []
        for j in range(z.shape[1]):
            edges = np.linspace(z[:, j].min(), z[:, j].max(), 21)[1:-1]
            known.append(mutual_info_score(np.digitize(z[:, j], edges), level))
        known.sort()
        gaps.append((known[-1] - known[-2]) / mutual_info_score(level, level))
    return np.mean(gaps)


def threshold_accuracy(z, inside):
    """The best balanced accuracy of one threshold, by trying them all."""
    ordered = np.sort(np.unique(z))
    best = 0.5
    for t in (ordered[1:] + ordered[:-1]) / 2:
        a = balanced_accuracy_score(inside, z < t)
        best = max(best, a, 1 - a)
    return best


def sap(z, v):
    gaps = []
    for k in range(v.shape[1]):
        level = levels(v[:, k])
        category = level.max() < 5
        scores = []
        for j in range(z.shape[1]):
            if category:
                scores.append(np.mean([threshold_accuracy(z[:, j], level == c) for c in np.unique(level)]))
            else:
                scores.append(LinearRegression().fit(z[:, [j]], v[:, k]).score(z[:, [j]], v[:, k]))
        scores.sort()
        gaps.append(scores[-1] - scores[-2])
    return np.mean(gaps)


def purity(w):
    p = w / w.sum()
    p = p[p > 0]
    return 1 + np.sum(p * np.log(p)) / np.log(len(w))


def dci(z, v, random):
    order = random.permutation(N)
    fit, choose, count = np.split(order, [N // 2, N * 3 // 4])
    z = (z - z[fit].mean(0)) / z[fit].std(0)
    weights = np.zeros((z.shape[1], v.shape[1]))
    errors = []
    for k in range(v.shape[1]):
        level = levels(v[:, k])
        targets = [level == c for c in range(level.max() + 1)] if k == 0 else [v[:, k]]
        squares = []
        for target in targets:
            t = target.astype(float)
            t = (t - t[fit].mean()) / t[fit].std()
            models = [Lasso(alpha=a, fit_intercept=False, tol=1e-8).fit(z[fit], t[fit]) for a in PENALTIES]
            best = max(models, key=lambda m: m.score(z[choose], t[choose]))
            weights[:, k] += np.abs(best.coef_)
            squares.append(1 - best.score(z[count], t[count]))
        errors.append(np.sqrt(np.mean(squares)))
    share = weights.sum(1) / weights.sum()
    disentanglement = sum(s * purity(w) for s, w in zip(share, weights) if s > 0)
    return disentanglement, np.mean([purity(w) for w in weights.T]), np.mean(errors)


def factor_vae(z, v, random):
    level = np.stack([levels(v[:, k]) for k in range(v.shape[1])], 1)
    spread = z.var(0)

    def batch():
        k = random.integers(v.shape[1])
        alike = np.flatnonzero(level[:, k] == level[random.integers(N), k])
        return np.argmin(z[random.choice(alike, 64)].var(0) / spread), k

    votes = np.zeros((z.shape[1], v.shape[1]))
    for _ in range(800):
        votes[batch()] += 1
    majority = votes.argmax(1)
    return np.mean([majority[j] == k for j, k in (batch() for _ in range(400))])


if __name__ == "__main__":
    z, v = codes().astype(np.float64), factors().astype(np.float64)
    print("MIG", mig(z, v))
    print("SAP", sap(z, v))
    print("DCI", np.mean([dci(z, v, np.random.default_rng(s)) for s in range(20)], axis=0))
    print("FactorVAE", np.mean([factor_vae(z, v, np.random.default_rng(s)) for s in range(20)]), end=", ")
    print("without unit 0", np.mean([factor_vae(z[:, 1:], v, np.random.default_rng(s)) for s in range(20)]))
    for neighbours in (1, 5, 12):
        print("trustworthiness of units 1 and 2,", neighbours, "of the first 300:", end=" ")
        print(trustworthiness(z[:300], z[:300, 1:3], n_neighbors=neighbours))
    level = levels(v[:, 1])
    for neighbours in (1, 10):
        near = KNeighborsClassifier(neighbours + 1).fit(z, level).kneighbors(z, return_distance=False)
        others = [[j for j in row if j != i][:neighbours] for i, row in enumerate(near)]
        read = [max(dict.fromkeys(level[o]), key=list(level[o]).count) for o in others]  # ties: the nearest
        right = np.array(read) == level
        print("share read by", neighbours, "neighbours", np.mean(right))
