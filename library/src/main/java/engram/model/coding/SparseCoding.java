package engram.model.coding;

import engram.data.ImageShape;
import engram.math.Matrix;
import engram.model.Input;
import engram.model.Linked;
import engram.model.Phase;
import engram.nn.Terms;
import engram.tensor.Optimiser;
import engram.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A model whose code is the sparse one of least energy, and that learns dictionaries for it. */
public interface SparseCoding extends Linked {
  /** Its dictionaries. */
  Dictionaries dictionaries();

  /** How dictionaries descend on the energy. */
  Optimiser.Rule rule();

  /** The currents {@code [n, K]} that drive the codes of a batch while it is learned, if any. */
  default @Nullable Tensor currents(Input in) {
    return null;
  }

  @Override
  default List<ImageShape> modalities() {
    return dictionaries().modalities();
  }

  @Override
  default Tensor encode(Tensor x) {
    List<@Nullable Tensor> seen = new ArrayList<>(Collections.nCopies(modalities().size(), null));
    seen.set(0, x);
    return encode(seen);
  }

  @Override
  default Tensor encode(List<@Nullable Tensor> seen) {
    return dictionaries().encode(seen, null);
  }

  @Override
  default Tensor decode(Tensor z) {
    return decode(z, 0);
  }

  @Override
  default Tensor decode(Tensor z, int m) {
    return dictionaries().decode(z, m);
  }

  @Override
  default List<Phase> phases() {
    return List.of(
        new Phase(
            "learn",
            parameters().all(),
            rule(),
            in -> dictionaries().energy(in, currents(in)),
            in -> dictionaries().tend(in)));
  }

  /** The shape of an atom of modality {@code m}. */
  default ImageShape atomShape(int m) {
    return dictionaries().atomShape(m);
  }

  /** The solver's way to the codes of images {@code x}: means over them after each iteration. */
  default List<SparseCoder.Moment> trace(Tensor x) {
    return dictionaries().trace(x);
  }

  /** What finds its codes. */
  default Solver.Method method() {
    return dictionaries().method();
  }

  /** The atoms of modality {@code m}, one per row. */
  default Matrix atoms(int m) {
    return dictionaries().atoms(m);
  }

  /** From the image alone: its energy at lambda's share, and how well each modality comes out. */
  @Override
  default Map<String, Tensor> score(Input in) {
    Dictionaries d = dictionaries();
    Tensor a = encode(in.x());
    Tensor l1 = a.abs().sum(1).times(d.lambda() * d.imageShare());
    Tensor image = decode(a);
    Map<String, Tensor> scores = new LinkedHashMap<>();
    scores.put("energy", d.residual(a, in.x(), 0).plus(l1));
    scores.put("l1", a.abs().sum(1));
    Tensor bce = Terms.bceNatsPerImage(logits(image), in.x());
    scores.put("bce_nats", bce);
    scores.put("bce_pixel", bce.over((double) in.x().elements() / in.x().size(0)));
    scores.put("mse_pixel", Terms.msePixelPerImage(image, in.x()));
    for (int m = 1; m < modalities().size() && m <= in.linked().size(); m++) {
      Tensor other = Terms.msePixelPerImage(decode(a, m), in.linked().get(m - 1));
      scores.merge("linked_mse_pixel", other.over(modalities().size() - 1.0), Tensor::plus);
    }
    return scores;
  }

  /** Logits of pixels, which are taken to be at least half a grey level from black and white. */
  private static Tensor logits(Tensor image) {
    Tensor p = image.clamp(1 / 512.0, 511 / 512.0);
    return p.log().minus(p.negate().plus(1).log());
  }
}
