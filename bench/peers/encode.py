#!/usr/bin/env python3
"""Images per second of the dense encoder in PyTorch. Needs: pip install torch numpy.

--from floats: the set lies in memory as floats, as a PyTorch user would hold it (4 bytes a pixel).
--from bytes: it lies there as bytes and each block is converted, as Engram does.
"""

import time

import torch
from common import mnist, options, report, unit
from models import DenseAutoencoder

BLOCK = 512

args = options(5, ("--from", {"dest": "source", "choices": ["floats", "bytes"], "default": "floats"}))
images = mnist()
if args.source == "floats":
    images = unit(images)
model = DenseAutoencoder().eval()


@torch.no_grad()
def encode(some):
    codes = torch.empty(len(some), 5)
    for start in range(0, len(some), BLOCK):
        block = some[start : start + BLOCK]
        codes[start : start + BLOCK] = model.encode(unit(block) if args.source == "bytes" else block)
    return codes.numpy()


encode(images[:20_000])
begin = time.perf_counter()
for _ in range(args.steps):
    encode(images)
rate = args.steps * len(images) / (time.perf_counter() - begin)
report(f"encode from {args.source}", args, rate, "images per second", 0)
