#!/usr/bin/env python3
"""Test ELBO of PyTorch's two-dimensional VAE, dense or convolutional, after N steps. Needs: pip install torch numpy."""

import json
import time
from itertools import islice

import torch
from common import batches, mnist, options, unit, updates
from models import ConvVae, DenseVae, vae_loss

args = options(20 * 600, ("--model", {"choices": ["vae", "conv-vae"], "default": "vae"}))
model = {"vae": DenseVae, "conv-vae": ConvVae}[args.model](latent=2)
adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
start = time.perf_counter()
for _ in islice(updates(model, vae_loss, adam, batches(unit(mnist()), 100)), args.steps):
    pass
seconds = time.perf_counter() - start
model.eval()
with torch.no_grad():
    test = unit(mnist("test"))
    elbo = -vae_loss(model(test), test).item()
print(json.dumps({"steps": args.steps, "seconds": seconds, "elbo_nats": elbo}))
