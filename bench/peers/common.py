"""What the peers share. Needs: pip install torch numpy; ENGRAM_DATA with mnist/*.gz."""

import argparse
import gzip
import json
import os
import pathlib
import time

import numpy as np
import torch

FILES = {"train": "train-images-idx3-ubyte.gz", "test": "t10k-images-idx3-ubyte.gz"}


def options(steps, *more):
    """The command line; each of `more` is (flag, keywords of add_argument)."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=steps)
    parser.add_argument("--warmup", type=int, default=300)
    for flag, keywords in more:
        parser.add_argument(flag, **keywords)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    torch.manual_seed(args.seed)
    return args


def mnist(part="train"):
    """MNIST's images as bytes [n, 1, 28, 28]."""
    file = pathlib.Path(os.environ["ENGRAM_DATA"], "mnist", FILES[part])
    values = np.frombuffer(gzip.decompress(file.read_bytes()), np.uint8, offset=16)
    return torch.from_numpy(values.reshape(-1, 1, 28, 28).copy())


def unit(images):
    """Bytes as floats in [0, 1]."""
    return images.float().div_(255)


def batches(images, size):
    """Batches without end: a new random order each epoch, its short last batch kept."""
    while True:
        for indices in torch.randperm(len(images)).split(size):
            yield images[indices]


def updates(model, loss_of, adam, source):
    """Trains without end, one update per batch; yields each loss before its update."""
    model.train()
    for x in source:
        adam.zero_grad()
        loss = loss_of(model(x), x)
        loss.backward()
        adam.step()
        yield loss


def timed(args, steps):
    """Steps per second after the warm-up, and the last loss."""
    for _ in range(args.warmup):
        next(steps)
    start = time.perf_counter()
    for _ in range(args.steps):
        loss = next(steps)
    return args.steps / (time.perf_counter() - start), loss.item()


def report(workload, args, rate, unit_of_rate, loss, version=torch.__version__):
    result = {
        "workload": workload,
        "rate": rate,
        "unit": unit_of_rate,
        "count": args.steps,
        "threads": torch.get_num_threads(),
        "loss": loss,
        "version": version,
    }
    print(json.dumps(result))
