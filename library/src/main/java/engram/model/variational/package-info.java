/** Variational autoencoders. Uses {@code engram.model} and what it uses. */
@NullMarked
package engram.model.variational;

import org.jspecify.annotations.NullMarked;
