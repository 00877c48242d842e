"""The networks of `engram train dense-ae | vae | conv-ae`, written in PyTorch. Needs: torch."""

import torch
from torch import nn
from torch.nn import functional

ACTIVATIONS = {
    "linear": nn.Identity,
    "sigmoid": nn.Sigmoid,
    "relu": nn.ReLU,
    "elu": nn.ELU,
}


def stack(widths, activation):
    layers = []
    for before, after in zip(widths, widths[1:]):
        layers += [nn.Linear(before, after), ACTIVATIONS[activation]()]
    return nn.Sequential(*layers[:-1])


class DenseAutoencoder(nn.Module):
    """784-500-500-5-500-500-784; returns logits."""

    def __init__(self, activation="relu", latent=5):
        super().__init__()
        self.encoder = stack([784, 500, 500, latent], activation)
        self.decoder = stack([latent, 500, 500, 784], activation)

    def encode(self, x):
        return self.encoder(x.flatten(1))

    def forward(self, x):
        return self.decoder(self.encode(x))


class DenseVae(nn.Module):
    """500-500 ELU encoder and its mirror; returns logits, mu and log variance."""

    def __init__(self, activation="elu", latent=5):
        super().__init__()
        self.trunk = nn.Sequential(stack([784, 500, 500], activation), ACTIVATIONS[activation]())
        self.mu = nn.Linear(500, latent)
        self.log_var = nn.Linear(500, latent)
        self.decoder = stack([latent, 500, 500, 784], activation)

    def forward(self, x):
        h = self.trunk(x.flatten(1))
        mu, log_var = self.mu(h), self.log_var(h)
        z = mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
        return self.decoder(z), mu, log_var


class ConvVae(nn.Module):
    """Two convolutions, mu and log variance, two transposed convolutions; returns the same three."""

    def __init__(self, latent=2):
        super().__init__()
        self.trunk = nn.Sequential(
            nn.Conv2d(1, 32, 4, 2, 1), nn.ReLU(), nn.Conv2d(32, 64, 4, 2, 1), nn.ReLU(), nn.Flatten()
        )
        self.mu = nn.Linear(3136, latent)
        self.log_var = nn.Linear(3136, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, 3136), nn.ReLU(), nn.Unflatten(1, (64, 7, 7)),
            nn.ConvTranspose2d(64, 32, 4, 2, 1), nn.ReLU(), nn.ConvTranspose2d(32, 1, 4, 2, 1),
            nn.Flatten(),
        )  # fmt: skip

    def forward(self, x):
        h = self.trunk(x)
        mu, log_var = self.mu(h), self.log_var(h)
        z = mu + torch.exp(0.5 * log_var) * torch.randn_like(mu)
        return self.decoder(z), mu, log_var


class ConvAutoencoder(nn.Module):
    """Iriarte's conv-ae: 8, 16, 64 channels, 64 units, a code of 2; returns pixels."""

    def __init__(self, drop=0.1, latent=2):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Conv2d(1, 8, 3, 2, 1), nn.ReLU(),
            nn.Conv2d(8, 16, 3, 2, 1), nn.ReLU(),
            nn.Conv2d(16, 64, 3, 2, 0), nn.ReLU(),
            nn.Flatten(),
            nn.Linear(576, 64), nn.ReLU(), nn.Dropout(drop),
            nn.Linear(64, latent),
            nn.Linear(latent, 64), nn.ReLU(), nn.Dropout(drop),
            nn.Linear(64, 576), nn.ReLU(),
            nn.Unflatten(1, (64, 3, 3)),
            nn.ConvTranspose2d(64, 16, 3, 2, 0), nn.ReLU(),
            nn.ConvTranspose2d(16, 8, 3, 2, 1, 1), nn.ReLU(),
            nn.ConvTranspose2d(8, 1, 3, 2, 1, 1), nn.Sigmoid(),
        )  # fmt: skip

    def forward(self, x):
        return self.layers(x)


def bce_nats(logits, x):
    """Binary cross-entropy summed over pixels, averaged over images."""
    total = functional.binary_cross_entropy_with_logits(logits, x.flatten(1), reduction="sum")
    return total / len(x)


def kl_nats(mu, log_var):
    """KL(N(mu, exp log_var) || N(0, I)), averaged over images."""
    return 0.5 * (log_var.exp() + mu.square() - 1 - log_var).sum(1).mean()


def vae_loss(output, x):
    """The negative ELBO in nats per image, from one draw of z."""
    logits, mu, log_var = output
    return bce_nats(logits, x) + kl_nats(mu, log_var)
