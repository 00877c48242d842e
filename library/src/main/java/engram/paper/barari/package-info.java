/** The experiments of Barari and Kim. */
@NullMarked
package engram.paper.barari;

import org.jspecify.annotations.NullMarked;
