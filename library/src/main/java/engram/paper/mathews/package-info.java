/** The experiments of Mathews 2018. */
@NullMarked
package engram.paper.mathews;

import org.jspecify.annotations.NullMarked;
