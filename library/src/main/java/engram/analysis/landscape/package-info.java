/**
 * The generative landscape of Dolgikh 2022: dense places of sparse codes, and what they decode to.
 */
@NullMarked
package engram.analysis.landscape;

import org.jspecify.annotations.NullMarked;
