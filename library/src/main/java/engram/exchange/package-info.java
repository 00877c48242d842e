/** Reading and writing NPY, NPZ and safetensors. Uses {@code engram.base}. */
@NullMarked
package engram.exchange;

import org.jspecify.annotations.NullMarked;
