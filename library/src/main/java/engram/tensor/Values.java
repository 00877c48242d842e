package engram.tensor;

import java.util.List;
import java.util.Objects;
import org.bytedeco.pytorch.AutoGradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/**
 * The elements of a tensor in one or both of its {@link Form}s. The one it was not made in is made
 * when first asked for, belongs to the scope of the tensor too, and follows changes of the other.
 */
final class Values {
  private final boolean madeRounded;
  private Scope owner = Scope.current();
  private @Nullable Tensor exact;
  private @Nullable Tensor rounded;
  private Slab.@Nullable Place place;
  private boolean stale;
  private int changes;
  private boolean noted;
  private @Nullable Long identity;

  private Values(boolean madeRounded) {
    this.madeRounded = madeRounded;
  }

  static Values exact(Tensor made) {
    Values values = new Values(false);
    values.exact = made;
    return values;
  }

  static Values rounded(Tensor made) {
    Values values = new Values(true);
    values.rounded = made;
    return values;
  }

  boolean isMadeRounded() {
    return madeRounded;
  }

  /** The form they were made in. */
  Tensor made() {
    return Objects.requireNonNull(madeRounded ? rounded : exact);
  }

  Tensor exact() {
    if (exact == null) {
      exact = owner.adopt(converted(made(), ScalarType.Float));
      exact.set_requires_grad(noted);
    }
    return exact;
  }

  Tensor rounded() {
    if (rounded == null) {
      rounded =
          owner.adopt(place == null ? converted(made(), ScalarType.BFloat16) : place.rounded());
    } else if (place != null) {
      place.slab().refresh();
    } else if (stale) {
      copy(rounded, made());
    }
    stale = false;
    return rounded;
  }

  private static Tensor converted(Tensor t, ScalarType type) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      return t.toType(type);
    }
  }

  private static void copy(Tensor to, Tensor from) {
    try (AutoGradMode off = new AutoGradMode(false)) {
      to.copy_(from);
    }
  }

  /** To be called after each change of the exact form. */
  void changed() {
    stale = true;
    changes++;
    if (place != null) {
      place.slab().changed();
    }
  }

  /** How often they were changed. */
  int changes() {
    return changes;
  }

  Scope owner() {
    return owner;
  }

  Slab.@Nullable Place place() {
    return place;
  }

  /** Lets the elements lie where {@code there} says, which holds the same. */
  void lieAt(Slab.Place there) {
    exact().set_data(there.exact());
    place = there;
    rounded = null;
  }

  /** Belongs to {@code scope} from now on; a slab stays behind. */
  void moveTo(Scope scope) {
    if (place != null) {
      place = null;
      rounded = null;
    }
    for (Tensor form : forms()) {
      scope.take(owner, form);
    }
    owner = scope;
  }

  /** The forms there are. */
  List<Tensor> forms() {
    return exact == null || rounded == null ? List.of(made()) : List.of(exact, rounded);
  }

  /** Makes this a leaf to the engine, whose gradient the {@link Tape} passes on. */
  void note() {
    noted = true;
    if (exact != null) {
      exact.set_requires_grad(true);
    }
  }

  boolean isNoted() {
    return noted;
  }

  boolean requiresGradient() {
    return noted || (exact != null && exact.requires_grad());
  }

  /** True if the engine recorded how they were made. */
  boolean isRecordedByEngine() {
    return exact != null && !exact.is_leaf();
  }

  /** True if there is an exact form, the only one that the engine's gradients know. */
  boolean hasExact() {
    return exact != null;
  }

  /** The same number for all objects that stand for the same elements. */
  Long identity() {
    if (identity == null) {
      identity = made().unsafeGetTensorImpl().address();
    }
    return identity;
  }
}
