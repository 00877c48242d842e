package engram.tensor;

import engram.base.Check;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * The windows of a convolution over feature maps of {@code height x width}: squares of {@code
 * size}, {@code stride} apart, that may reach {@code padding} beyond the edge, where all is zero.
 *
 * <p>In memory the images come last, not first: whatever is copied or added is then a run of
 * neighbours, and the windows of all images are the columns of one matrix.
 */
record Patches(int size, int stride, int padding, long height, long width) {
  Patches {
    Check.require(stride >= 1, "the stride must be at least 1, got " + stride);
  }

  long rows() {
    return places(height);
  }

  long columns() {
    return places(width);
  }

  private long places(long length) {
    return Math.floorDiv(length + 2L * padding - size, stride) + 1;
  }

  /** {@code [n, c, rows, columns]} as {@code [c, places n]}. */
  Tensor matrix(Tensor images) {
    return images.permute(1, 2, 3, 0).reshape(images.size(1), -1);
  }

  /** {@code W u} as {@code [n, c, rows, columns]}, for {@code W [c, ., size, size]}. */
  Tensor product(Tensor w, Tensor u) {
    return torch.mm(flat(w), u).view(w.size(0), rows(), columns(), -1).permute(3, 0, 1, 2);
  }

  /** The adjoint of unfolding and {@link #product}: {@code W^T m} folded, on {@code start}. */
  Tensor transposedProduct(Tensor w, Tensor m, Tensor start) {
    return fold(torch.mm(flat(w).t(), m), start);
  }

  /** The gradient of W, the factor between {@code u} and {@code m}. */
  Tensor gradient(Tensor w, Tensor u, Tensor m) {
    return torch.mm(u, m.t()).t().reshape_as(w);
  }

  private static Tensor flat(Tensor w) {
    return w.flatten(1, -1);
  }

  /** What the windows show: {@code [n, c, height, width]} to {@code [c size size, places n]}. */
  Tensor unfold(Tensor x) {
    Tensor maps = x.permute(1, 2, 3, 0);
    Tensor padded =
        padding == 0
            ? maps.contiguous()
            : torch.constant_pad_nd(maps, 0, 0, padding, padding, padding, padding).contiguous();
    return windows(padded, 0, 0, size, size).reshape(x.size(1) * size * size, -1);
  }

  /**
   * The adjoint of {@link #unfold}: {@code start [c]} everywhere, and what each window of {@code u}
   * holds added where it lies. Parts of windows that are no larger than the stride never overlap.
   */
  private Tensor fold(Tensor u, Tensor start) {
    long c = start.size(0);
    Tensor shown = u.view(c, size, size, rows(), columns(), -1);
    long[] shape = {c, height + 2L * padding, width + 2L * padding, shown.size(5)};
    Tensor maps = start.new_empty(shape).copy_(start.view(c, 1, 1, 1));
    for (int i = 0; i < size; i += stride) {
      for (int j = 0; j < size; j += stride) {
        int down = Math.min(stride, size - i);
        int across = Math.min(stride, size - j);
        windows(maps, i, j, down, across).add_(shown.narrow(1, i, down).narrow(2, j, across));
      }
    }
    return maps.narrow(1, padding, height).narrow(2, padding, width).permute(3, 0, 1, 2);
  }

  /**
   * Of each window on {@code maps [c, h, w, n]}, the {@code down x across} pixels from (i, j) on:
   * {@code [c, down, across, rows, columns, n]}, in the same memory.
   */
  private Tensor windows(Tensor maps, int i, int j, int down, int across) {
    long column = maps.size(3);
    long row = maps.size(2) * column;
    return maps.as_strided(
        new long[] {maps.size(0), down, across, rows(), columns(), column},
        new long[] {maps.size(1) * row, row, column, stride * row, stride * column, 1},
        new LongOptional(maps.storage_offset() + i * row + j * column));
  }
}
