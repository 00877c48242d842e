#!/usr/bin/env python3
"""What scikit-learn answers on small data that a formula gives: the numbers in Engram's tests.

Needs: pip install scikit-learn numpy.
"""

import warnings

import numpy as np
from sklearn.cluster import MeanShift, estimate_bandwidth
from sklearn.decomposition import PCA

warnings.simplefilter("ignore")


def waves(n, d):
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    return (np.sin(0.37 * i * (j + 1)) * (1 + j % 3) + np.cos(0.11 * i + j)).astype(np.float32)


def blobs(n, d):
    """Around three corners, unequally many; the corner of point i is i * i mod 7 mod 3."""
    i, j = np.meshgrid(np.arange(n), np.arange(d), indexing="ij")
    corner = i * i % 7 % 3
    return (4 * (corner == j) + np.sin(1.7 * i * (j + 1) + j)).astype(np.float32)


def pca(n, d, k, whiten=False):
    p = PCA(k, whiten=whiten, svd_solver="full").fit(waves(n, d).astype(np.float64))
    z = p.transform(waves(n, d))
    print(f"PCA of waves({n}, {d}), whiten {whiten}")
    print("  variances", np.round(p.explained_variance_, 6).tolist())
    print("  shares   ", np.round(p.explained_variance_ratio_, 6).tolist())
    print("  loadings ", np.round(p.components_[:, 0], 6).tolist())
    print("  point 3  ", np.round(z[3], 6).tolist())


def shift(n, d, bandwidth, **options):
    x = blobs(n, d).astype(np.float64)
    m = MeanShift(bandwidth=bandwidth, **options).fit(x)
    print(f"MeanShift of blobs({n}, {d}), bandwidth {bandwidth}, {options}: estimate {estimate_bandwidth(x):.9f}")
    print("  labels ", "".join(map(str, m.labels_)))
    print("  centres", np.round(m.cluster_centers_, 6).tolist())


if __name__ == "__main__":
    pca(40, 5, 3)
    pca(40, 5, 3, whiten=True)
    pca(6, 9, 3)
    shift(60, 3, 1.5)
    shift(60, 3, 1.5, bin_seeding=True)
    shift(60, 3, 1.5, bin_seeding=True, min_bin_freq=3)
    shift(60, 2, None)
    shift(60, 3, 0.9)
