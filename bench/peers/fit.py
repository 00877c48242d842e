#!/usr/bin/env python3
"""Images per second of fitting a classifier to MNIST in scikit-learn. Needs: pip install torch scikit-learn."""

import gzip
import os
import pathlib
import time

import numpy as np
import sklearn
from common import mnist, options, report
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC
from threadpoolctl import threadpool_limits

args = options(1, ("--classifier", {"choices": ["lr", "svm"], "default": "lr"}))
folder = pathlib.Path(os.environ["ENGRAM_DATA"], "mnist")
y = np.frombuffer(gzip.decompress((folder / "train-labels-idx1-ubyte.gz").read_bytes()), np.uint8, offset=8)
x = mnist().numpy().reshape(len(y), -1).astype(np.float64) / 255


def fit():
    if args.classifier == "svm":
        return SVC(C=10, gamma=0.025).fit(x[:10_000], y[:10_000]), 10_000
    return LogisticRegression(C=1, max_iter=1000).fit(StandardScaler().fit_transform(x), y), len(x)


with threadpool_limits(args.threads):
    begin = time.perf_counter()
    for _ in range(args.steps):
        model, images = fit()
    rate = args.steps * images / (time.perf_counter() - begin)
loss = 0
if args.classifier == "lr":
    p = model.predict_proba(StandardScaler().fit_transform(x))
    loss = log_loss(y, p) + (model.coef_**2).sum() / (2 * images)
report(args.classifier, args, rate, "images per second", loss, sklearn.__version__)
