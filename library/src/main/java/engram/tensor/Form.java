package engram.tensor;

import java.util.function.Supplier;

/** In which of its two forms a tensor takes part in an operation. */
enum Form {
  /** As its type says. */
  EXACT {
    @Override
    org.bytedeco.pytorch.Tensor of(Tensor t) {
      return t.values().exact();
    }

    @Override
    Tensor made(Supplier<org.bytedeco.pytorch.Tensor> operation) {
      return Tensor.made(operation);
    }
  },
  /** Rounded to bf16. */
  ROUNDED {
    @Override
    org.bytedeco.pytorch.Tensor of(Tensor t) {
      return t.values().rounded();
    }

    @Override
    Tensor made(Supplier<org.bytedeco.pytorch.Tensor> operation) {
      return Tensor.madeRounded(operation);
    }
  };

  abstract org.bytedeco.pytorch.Tensor of(Tensor t);

  /** What an operation gives whose inputs had this form. */
  abstract Tensor made(Supplier<org.bytedeco.pytorch.Tensor> operation);

  /** The form that {@code t} was made in, which holds all that is known of it. */
  static Form ofMaking(Tensor t) {
    return t.values().isMadeRounded() ? ROUNDED : EXACT;
  }
}
