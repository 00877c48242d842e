package engram.model.coding;

import engram.base.Check;
import engram.data.ImageShape;
import engram.tensor.Tensor;
import engram.tensor.Tensors;

/**
 * Where the atoms of a dictionary lie in an image: each over all of it, or each at every position
 * of a grid, its activities there being units of their own (the {@code Phi * a} of Barari eq. 1).
 *
 * @param image the image
 * @param kernel rows and columns of an atom; 0 for the whole image
 * @param stride from one position to the next; at {@code kernel} the positions are patches side by
 *     side
 */
record Placement(ImageShape image, int kernel, int stride) {
  /** Most units of a code. */
  private static final int MOST = 1 << 15;

  Placement {
    int side = Math.min(image.height(), image.width());
    Check.require(
        kernel <= side,
        "kernel must be in [0, " + side + "] for images of " + image + ", got " + kernel);
  }

  /** Atoms over the whole image. */
  static Placement whole(ImageShape image) {
    return new Placement(image, 0, 1);
  }

  /** The shape of an atom. */
  ImageShape atom() {
    return kernel == 0 ? image : new ImageShape(image.channels(), kernel, kernel);
  }

  private int rows() {
    return kernel == 0 ? 1 : (image.height() - kernel) / stride + 1;
  }

  private int columns() {
    return kernel == 0 ? 1 : (image.width() - kernel) / stride + 1;
  }

  /** Positions of each atom. */
  int positions() {
    return rows() * columns();
  }

  /** Units of a code over {@code atoms} atoms: each at every position, atom after atom. */
  int units(int atoms) {
    long units = (long) atoms * positions();
    Check.require(
        units <= MOST,
        "%d atoms at %d positions are %d units, more than %d; use fewer atoms or a larger stride"
            .formatted(atoms, positions(), units, MOST));
    return (int) units;
  }

  /** The part of images {@code x [n, c, h, w]} in their middle that an atom covers. */
  Tensor middle(Tensor x) {
    ImageShape s = atom();
    return x.narrow(2, (image.height() - s.height()) / 2, s.height())
        .narrow(3, (image.width() - s.width()) / 2, s.width());
  }

  /** The images {@code [n, D]} that codes {@code a [n, units]} draw with atoms {@code phi}. */
  Tensor draw(Tensor a, Tensor phi) {
    if (kernel == 0) {
      return a.matmul(phi);
    }
    ImageShape s = atom();
    Tensor maps = a.reshape(-1, phi.size(0), rows(), columns());
    Tensor kernels = phi.reshape(-1, s.channels(), kernel, kernel);
    Tensor bias = Tensors.zeros(phi.device(), s.channels());
    Tensors.Transposed how =
        new Tensors.Transposed(
            stride,
            0,
            image.height() - (rows() - 1) * stride - kernel,
            image.width() - (columns() - 1) * stride - kernel);
    return Tensors.convTranspose2d(maps, kernels, bias, how).flattenImages();
  }
}
