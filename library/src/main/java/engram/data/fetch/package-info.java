/** Downloads of data sets. Uses {@code engram.data} and {@code engram.base}. */
@NullMarked
package engram.data.fetch;

import org.jspecify.annotations.NullMarked;
