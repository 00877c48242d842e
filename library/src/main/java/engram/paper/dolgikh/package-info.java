/** The experiments of Dolgikh 2022. */
@NullMarked
package engram.paper.dolgikh;

import org.jspecify.annotations.NullMarked;
