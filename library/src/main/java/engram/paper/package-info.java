/**
 * The five papers, experiment by experiment: what they claim, held against what Engram measures.
 */
@NullMarked
package engram.paper;

import org.jspecify.annotations.NullMarked;
