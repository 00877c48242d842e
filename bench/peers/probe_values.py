#!/usr/bin/env python3
"""What scikit-learn makes of the problem in ProbePeersTest. Needs: pip install scikit-learn."""

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.neighbors import KNeighborsClassifier
from sklearn.svm import SVC, LinearSVC

ROWS, COLUMNS, CLASSES, TRAIN = 300, 4, 3, 200

i, j = np.indices((ROWS, COLUMNS))
y = np.arange(ROWS) % CLASSES
x = (np.sin((i + 1.0) ** 2 * (j + 2.0)) + 0.8 * (j == y[:, None])).astype(np.float32).astype(float)
train, test = (x[:TRAIN], y[:TRAIN]), (x[TRAIN:], y[TRAIN:])


def right(model):
    return round(model.score(*test) * len(test[1]))


def penalty(model):
    return (model.coef_**2).sum() / (2 * model.C * TRAIN)


lr = LogisticRegression(C=2, tol=1e-10, max_iter=10_000).fit(*train)
loss = -np.log(lr.predict_proba(train[0])[np.arange(TRAIN), train[1]]).mean()
print("lr", right(lr), repr(loss + penalty(lr)))

# LinearSVC also penalises the bias; a large intercept_scaling makes that negligible.
svm = LinearSVC(C=2, dual=False, tol=1e-12, intercept_scaling=1e4, max_iter=100_000).fit(*train)
t = np.where(train[1][:, None] == np.arange(CLASSES), 1, -1)
hinge = (np.maximum(0, 1 - t * svm.decision_function(train[0])) ** 2).sum(1).mean()
print("linear-svm", right(svm), repr(hinge + penalty(svm)))

print("rbf-svm", right(SVC(C=2, gamma=0.5, decision_function_shape="ovo").fit(*train)))
print("knn", right(KNeighborsClassifier(1).fit(*train)))
