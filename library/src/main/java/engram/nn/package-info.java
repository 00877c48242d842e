/** Layers, activations and loss terms. Uses {@code engram.base} and {@code engram.tensor}. */
@NullMarked
package engram.nn;

import org.jspecify.annotations.NullMarked;
