/**
 * Images: data sets, readers, built-in generators, splits, noise, downloads. Uses {@code
 * engram.base}, {@code engram.math} and {@code engram.exchange}.
 */
@NullMarked
package engram.data;

import org.jspecify.annotations.NullMarked;
