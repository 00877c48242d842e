#!/usr/bin/env python3
"""Updates per second of the convolutional autoencoder in PyTorch. Needs: pip install torch numpy."""

import torch
from common import batches, mnist, options, report, timed, unit, updates
from models import ConvAutoencoder
from torch.nn import functional

args = options(1500)
model = ConvAutoencoder()
adam = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-5, fused=True)
rate, loss = timed(args, updates(model, functional.mse_loss, adam, batches(unit(mnist()), 128)))
report("train-conv", args, rate, "steps per second", loss)
