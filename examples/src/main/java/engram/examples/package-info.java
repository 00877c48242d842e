/** One small program per use of the library; each file stands alone. */
@NullMarked
package engram.examples;

import org.jspecify.annotations.NullMarked;
