/**
 * Tensors, gradients and optimisers over libtorch: the only package that sees native code. Uses
 * {@code engram.base}.
 */
@NullMarked
package engram.tensor;

import org.jspecify.annotations.NullMarked;
