package engram.model.adversarial;

import engram.tensor.DType;
import engram.tensor.Device;
import engram.tensor.Tensor;
import engram.tensor.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * The distribution that codes are pressed into; each is drawn at scale 1, and the flat ones pair by
 * pair of units (Makhzani et al. 2016, sections 2.2 and 2.3).
 */
public enum LatentPrior {
  /** N(0, I); a label has no place of its own. */
  NORMAL {
    @Override
    Tensor pair(Tensor label, int classes) {
      return Tensors.normalLike(Tensors.concat(1, List.of(label, label)));
    }
  },
  /**
   * As many 2-D Gaussians as classes, petals of a flower 1.4 from the centre: their standard
   * deviation is 0.5 outwards and 0.1 across.
   */
  MIXTURE {
    @Override
    Tensor pair(Tensor label, int classes) {
      Tensor angle = label.times(2 * Math.PI / classes);
      Tensor along = Tensors.normalLike(label).times(0.5).plus(1.4);
      Tensor across = Tensors.normalLike(label).times(0.1);
      Tensor x = along.times(angle.cos()).minus(across.times(angle.sin()));
      Tensor y = along.times(angle.sin()).plus(across.times(angle.cos()));
      return Tensors.concat(1, List.of(x, y));
    }
  },
  /** A spiral of two turns and radius 3, evenly filled; each class has its stretch of it. */
  SWISS_ROLL {
    @Override
    Tensor pair(Tensor label, int classes) {
      Tensor u = label.plus(Tensors.uniformLike(label)).over((double) classes);
      Tensor r = u.sqrt().times(3);
      Tensor angle = u.sqrt().times(4 * Math.PI);
      Tensor thin = Tensors.concat(1, List.of(r.times(angle.cos()), r.times(angle.sin())));
      return thin.plus(Tensors.normalLike(thin).times(0.05));
    }
  };

  /** Two units {@code [n, 2]} of codes of classes {@code label [n, 1]}, F32. */
  abstract Tensor pair(Tensor label, int classes);

  /** {@code n} codes {@code [n, units]} of any class. */
  Tensor draw(Device device, long n, int units, int classes) {
    return pairs(() -> column(Tensors.randomInts(device, classes, n)), units, classes);
  }

  /** Codes {@code [n, units]} of the classes {@code labels [n]}, I64. */
  Tensor drawFor(Tensor labels, int units, int classes) {
    Tensor label = column(labels);
    return pairs(() -> label, units, classes);
  }

  private Tensor pairs(Supplier<Tensor> label, int units, int classes) {
    List<Tensor> pairs = new ArrayList<>();
    for (int i = 0; i < units; i += 2) {
      pairs.add(pair(label.get(), classes));
    }
    return Tensors.concat(1, pairs).narrow(1, 0, units);
  }

  private static Tensor column(Tensor labels) {
    return labels.to(DType.F32).reshape(-1, 1);
  }
}
