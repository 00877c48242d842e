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
 *   step.keep(loss.detach()); // now belongs to the enclosing scope
 * }
 * }</pre>
 */
public final class Scope implements AutoCloseable {
  private static final ThreadLocal<@Nullable Scope> CURRENT = new ThreadLocal<>();

  private final @Nullable Scope parent;
  private final PointerScope natives;
  private final List<Tensor> owned = new ArrayList<>();
  private final Tape tape;
  private final int mark;
  private boolean closed;

  /** Opens a scope inside the current one; operations record gradients as before. */
  public Scope() {
    this(false);
  }

  private Scope(boolean withoutGradients) {
    Engine.start();
    parent = CURRENT.get();
    natives = new PointerScope();
    if (withoutGradients) {
      new AutoGradMode(false); // ends with natives
    }
    tape = parent == null ? new Tape() : parent.tape;
    mark = tape.length();
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
    if (tensor.values().isNoted()
        || (tensor.values().isRecordedByEngine() && mark < tape.length())) {
      throw new IllegalStateException("gradients end with their scope; keep a detached tensor");
    }
    if (!disown(tensor)) {
      throw new IllegalArgumentException("this tensor was not made in this scope");
    }
    tensor.values().moveTo(parent);
    parent.owned.add(tensor);
    return tensor;
  }

  /** Frees {@code tensor}, made in this scope, before the others. */
  void free(Tensor tensor) {
    if (disown(tensor)) {
      for (org.bytedeco.pytorch.Tensor form : tensor.values().forms()) {
        natives.detach(form);
        form.deallocate();
      }
      tensor.release();
    }
  }

  /** Most tensors that leave a scope are among its youngest. */
  private boolean disown(Tensor tensor) {
    int at = owned.lastIndexOf(tensor);
    return at >= 0 && owned.remove(at) == tensor;
  }

  static Scope current() {
    Scope scope = CURRENT.get();
    if (scope == null) {
      throw new IllegalStateException("tensors are made inside an open Scope only");
    }
    return scope;
  }

  Tape tape() {
    return tape;
  }

  /** Takes over what {@code from} owns and would free. */
  void take(Scope from, org.bytedeco.pytorch.Tensor pointer) {
    natives.attach(pointer);
    from.natives.detach(pointer);
  }

  /** Takes over what was made in the current scope, and returns it. */
  org.bytedeco.pytorch.Tensor adopt(org.bytedeco.pytorch.Tensor pointer) {
    if (this != current()) {
      take(current(), pointer);
    }
    return pointer;
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
    tape.cut(mark);
    owned.forEach(Tensor::release);
    owned.clear();
    natives.close();
    CURRENT.set(parent);
  }
}
