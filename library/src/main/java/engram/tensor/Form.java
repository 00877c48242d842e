package engram.tensor;

import java.util.function.Function;
import java.util.function.Supplier;

/** In which of its two forms a tensor takes part in an operation. */
enum Form {
  /** As its type says. */
  EXACT(Values::exact, Tensor::made),
  /** Rounded to bf16. */
  ROUNDED(Values::rounded, Tensor::madeRounded);

  private final Function<Values, org.bytedeco.pytorch.Tensor> form;
  private final Function<Supplier<org.bytedeco.pytorch.Tensor>, Tensor> result;

  Form(
      Function<Values, org.bytedeco.pytorch.Tensor> form,
      Function<Supplier<org.bytedeco.pytorch.Tensor>, Tensor> result) {
    this.form = form;
    this.result = result;
  }

  org.bytedeco.pytorch.Tensor of(Tensor t) {
    return form.apply(t.values());
  }

  /** What an operation gives whose inputs had this form. */
  Tensor made(Supplier<org.bytedeco.pytorch.Tensor> operation) {
    return result.apply(operation);
  }

  /** The form that {@code t} was made in, which holds all that is known of it. */
  static Form ofMaking(Tensor t) {
    return t.values().isMadeRounded() ? ROUNDED : EXACT;
  }
}
