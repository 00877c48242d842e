/** Deterministic autoencoders. Uses {@code engram.model} and what it uses. */
@NullMarked
package engram.model.autoencoder;

import org.jspecify.annotations.NullMarked;
