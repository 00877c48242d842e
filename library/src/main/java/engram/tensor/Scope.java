package engram.tensor;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.AutoGradMode;
import org.jspecify.annotations.Nullable;

/**
 * Owns every tensor made on this thread while it is the innermost open scope, and frees them when
 * closed. What is to survive is named with {@link #keep}.
 *
 * <pre>{@code
 * try (Scope step = new Scope()) {
 *   Tensor loss = model.loss(x);
 *   ...
 *   step.keep(loss); // now belongs to the enclosing scope
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

  private final @Nullable Scope parent;
  private final PointerScope natives;
  private final @Nullable AutoGradMode mode;
  private final List<Tensor> owned = new ArrayList<>();
  private boolean closed;

  /** Opens a scope inside the current one; operations record gradients as before. */
  public Scope() {
    this(false);
  }

  private Scope(boolean withoutGradients) {
    Engine.start();
    parent = CURRENT.get();
    mode = withoutGradients ? new AutoGradMode(false) : null;
    natives = new PointerScope();
    CURRENT.set(this);
  }

  /** Opens a scope in which operations record no gradients. */
  public static Scope withoutGradients() {
    return new Scope(true);
  }

  /** Hands {@code tensor}, made in this scope, over to the enclosing scope and returns it. */
  public Tensor keep(Tensor tensor) {
    if (parent == null) {
      throw new IllegalStateException("the outermost scope has no enclosing scope to keep for");
    }
    if (!owned.remove(tensor)) {
      throw new IllegalArgumentException("this tensor was not made in this scope");
    }
    parent.natives.attach(tensor.pointer());
    natives.detach(tensor.pointer());
    parent.owned.add(tensor);
    return tensor;
  }

  static Scope current() {
    Scope scope = CURRENT.get();
    if (scope == null) {
      throw new IllegalStateException("tensors are made inside an open Scope only");
    }
    return scope;
  }

  void own(Tensor tensor) {
    owned.add(tensor);
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    if (CURRENT.get() != this) {
      throw new IllegalStateException("scopes close on their own thread, innermost first");
    }
    closed = true;
    owned.forEach(Tensor::release);
    owned.clear();
    natives.close();
    if (mode != null) {
      mode.close();
    }
    CURRENT.set(parent);
  }
}
