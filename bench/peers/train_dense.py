#!/usr/bin/env python3
"""Updates per second of the dense autoencoder in PyTorch. Needs: pip install torch numpy."""

import torch
from common import batches, mnist, options, report, timed, unit, updates
from models import DenseAutoencoder, bce_nats

args = options(1500)
model = DenseAutoencoder()
adam = torch.optim.Adam(model.parameters(), lr=1e-3, fused=True)
rate, loss = timed(args, updates(model, bce_nats, adam, batches(unit(mnist()), 100)))
report("train-dense", args, rate, "steps per second", loss)
