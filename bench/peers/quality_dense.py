#!/usr/bin/env python3
"""Test bce_nats of PyTorch's dense autoencoder after N updates. Needs: pip install torch numpy."""

import json
import time
from itertools import islice

import torch
from common import batches, mnist, options, unit, updates
from models import ACTIVATIONS, DenseAutoencoder, bce_nats

args = options(50_000, ("--activation", {"choices": sorted(ACTIVATIONS), "default": "relu"}))
model = DenseAutoencoder(args.activation)
adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
start = time.perf_counter()
for _ in islice(updates(model, bce_nats, adam, batches(unit(mnist()), 100)), args.steps):
    pass
seconds = time.perf_counter() - start
model.eval()
with torch.no_grad():
    test = unit(mnist("test"))
    loss = bce_nats(model(test), test).item()
print(json.dumps({"activation": args.activation, "steps": args.steps, "seconds": seconds, "bce_nats": loss}))
