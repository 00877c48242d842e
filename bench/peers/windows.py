#!/usr/bin/env python3
"""A convolution as PyTorch does it, against products of all its windows with the images last.

Forwards and backwards, microseconds, for sizes that Engram's models have. Needs: pip install torch.
Set MALLOC_TRIM_THRESHOLD_, MALLOC_TOP_PAD_ and MALLOC_MMAP_THRESHOLD_ as the launcher does.
"""

import itertools
import statistics
import time

import torch
from torch.nn import functional

SIZES = [  # channels and length outside, channels inside, kernel, stride, padding
    (1, 28, 8, 3, 2, 1), (8, 14, 16, 3, 2, 1), (16, 7, 64, 3, 2, 0),
    (1, 28, 32, 4, 2, 1), (32, 14, 64, 4, 2, 1), (16, 28, 32, 3, 1, 1), (32, 14, 64, 3, 1, 1),
]  # fmt: skip
IMAGES = 128


def windows(maps, i, j, part, kernel, stride):
    """Of each window on maps [c, h, w, n], part[0] x part[1] pixels from (i, j) on."""
    c, h, w, n = maps.shape
    rows, columns = (h - kernel) // stride + 1, (w - kernel) // stride + 1
    strides = (h * w * n, w * n, n, stride * w * n, stride * n, 1)
    return maps.as_strided((c, *part, rows, columns, n), strides, (i * w + j) * n)


def unfold(x, kernel, stride, padding):
    maps = functional.pad(x, (0, 0, *[padding] * 4))
    return windows(maps, 0, 0, (kernel, kernel), kernel, stride).reshape(len(x) * kernel**2, -1)


def fold(u, maps, kernel, stride):
    c, _, _, n = maps.shape
    starts = range(0, kernel, stride)
    for i, j in itertools.product(starts, starts):
        part = min(stride, kernel - i), min(stride, kernel - j)
        target = windows(maps, i, j, part, kernel, stride)
        whole = u.view(c, kernel, kernel, *target.shape[3:])
        target.add_(whole[:, i : i + part[0], j : j + part[1]])
    return maps


def microseconds(step, repeats=15):
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        for _ in range(10):
            step()
        times.append((time.perf_counter() - start) * 1e5)
    return statistics.median(times)


def compare(outside, length, inside, kernel, stride, padding):
    places = (length + 2 * padding - kernel) // stride + 1
    x = torch.randn(outside, length, length, IMAGES)
    w, b = torch.randn(inside, outside * kernel**2), torch.randn(inside, 1)
    g = torch.randn(inside, places**2 * IMAGES)
    images, kernels = x.permute(3, 0, 1, 2).contiguous(), w.view(inside, outside, kernel, kernel)
    of_images = g.view(inside, places, places, IMAGES).permute(3, 0, 1, 2).contiguous()
    wide = length + 2 * padding

    def theirs():
        functional.conv2d(images, kernels, b[:, 0], stride, padding)
        torch.ops.aten.convolution_backward(
            of_images, images, kernels, [inside], [stride] * 2, [padding] * 2, [1, 1], False,
            [0, 0], 1, [True] * 3,
        )  # fmt: skip

    def ours():
        u = unfold(x, kernel, stride, padding)
        torch.mm(w, u).add_(b)
        fold(torch.mm(w.t(), g), torch.zeros(outside, wide, wide, IMAGES), kernel, stride)
        torch.mm(u, g.t()), g.sum(1)

    found = torch.mm(w, unfold(x, kernel, stride, padding)).add_(b)
    expected = functional.conv2d(images, kernels, b[:, 0], stride, padding)
    found = found.view(inside, places, places, IMAGES).permute(3, 0, 1, 2)
    assert torch.allclose(found, expected, atol=1e-3), "the two disagree"
    return [min(microseconds(step) for _ in range(2)) for step in (theirs, ours)]


torch.set_float32_matmul_precision("medium")
with torch.no_grad():
    for size in SIZES:
        theirs, ours = compare(*size)
        print("{} x {}^2 to {}, kernel {}, stride {}, padding {}: ".format(*size), end="")
        print(f"convolution {theirs:.0f}, windows {ours:.0f}")
