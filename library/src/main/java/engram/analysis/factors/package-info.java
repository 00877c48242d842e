/** How well single units of a code stand for single known factors of variation. */
@NullMarked
package engram.analysis.factors;

import org.jspecify.annotations.NullMarked;
