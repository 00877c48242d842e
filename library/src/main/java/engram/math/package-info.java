/** Matrices and other plain heap values. Uses {@code engram.base}. */
@NullMarked
package engram.math;

import org.jspecify.annotations.NullMarked;
