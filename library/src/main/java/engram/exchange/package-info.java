/**
 * Reading and writing NPY, NPZ and safetensors. Uses {@code engram.base} and {@code engram.math}.
 */
@NullMarked
package engram.exchange;

import org.jspecify.annotations.NullMarked;
