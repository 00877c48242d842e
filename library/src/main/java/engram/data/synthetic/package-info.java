/**
 * The built-in generators: images drawn from known factors, without any download. Uses {@code
 * engram.base}, {@code engram.math} and {@code engram.data}.
 */
@NullMarked
package engram.data.synthetic;

import org.jspecify.annotations.NullMarked;
