/** The experiments of Iriarte. */
@NullMarked
package engram.paper.iriarte;

import org.jspecify.annotations.NullMarked;
