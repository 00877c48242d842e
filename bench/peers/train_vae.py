#!/usr/bin/env python3
"""Updates per second of the dense VAE in PyTorch. Needs: pip install torch numpy."""

import torch
from common import batches, mnist, options, report, timed, unit, updates
from models import DenseVae, vae_loss

args = options(1500)
model = DenseVae()
adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
rate, loss = timed(args, updates(model, vae_loss, adam, batches(unit(mnist()), 100)))
report("train-vae", args, rate, "steps per second", loss)
