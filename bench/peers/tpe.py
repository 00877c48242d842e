#!/usr/bin/env python3
"""Median regret of Optuna's TPESampler after 60 trials, over 30 seeds. Needs: pip install optuna."""

import json
import math
import statistics

import optuna

TRIALS = 60
SEEDS = 30


def branin(x, y):
    return (y - 5.1 / (4 * math.pi**2) * x * x + 5 / math.pi * x - 6) ** 2 + 10 * (1 - 1 / (8 * math.pi)) * math.cos(x) + 10


A = [[10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14]]
P = [
    [0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886],
    [0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991],
    [0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650],
    [0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381],
]


def hartmann6(*x):
    rows = zip([1, 1.2, 3, 3.2], A, P)
    return -sum(c * math.exp(-sum(a * (v - p) ** 2 for a, p, v in zip(ar, pr, x))) for c, ar, pr in rows)


def rosenbrock(x, y):
    return 100 * (y - x * x) ** 2 + (1 - x) ** 2


FUNCTIONS = {
    "branin": (branin, [(-5, 10), (0, 15)], 0.39788735772973816),
    "hartmann6": (hartmann6, [(0, 1)] * 6, -3.322368011415515),
    "rosenbrock": (rosenbrock, [(-2, 2), (-2, 2)], 0),
}


def regret(name, sampler):
    function, ranges, least = FUNCTIONS[name]
    study = optuna.create_study(sampler=sampler)
    study.optimize(
        lambda t: function(*(t.suggest_float(f"x{i}", a, b) for i, (a, b) in enumerate(ranges))), n_trials=TRIALS
    )
    return study.best_value - least


optuna.logging.set_verbosity(optuna.logging.ERROR)
for name in FUNCTIONS:
    samplers = {"random": optuna.samplers.RandomSampler, "tpe": optuna.samplers.TPESampler}
    medians = {
        kind: statistics.median(regret(name, make(seed=seed)) for seed in range(SEEDS)) for kind, make in samplers.items()
    }
    print(json.dumps({"function": name, **medians, "version": optuna.__version__}))
