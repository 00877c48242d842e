/** What results mean: distances, qualities and likelihoods of plain heap values. */
@NullMarked
package engram.analysis;

import org.jspecify.annotations.NullMarked;
