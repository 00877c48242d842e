package engram.tensor;

import engram.base.EngramException;

/** A program that multiplies two matrices of doubles, which go to the BLAS on every processor. */
final class FirstStart {
  /** What it says when all is well. */
  static final String WELL = "sum 1000000.0\n";

  private FirstStart() {}

  /** Prints the sum of the product, or the kind and text of the failure. */
  public static void main(String[] arguments) {
    try (Scope scope = new Scope()) {
      Tensor ones = Tensors.ones(Device.CPU, 100, 100).to(DType.F64);
      System.out.println("sum " + ones.matmul(ones).sum().item());
    } catch (EngramException e) {
      System.out.println(e.kind() + " " + e.getMessage());
    }
  }
}
