/**
 * Run folders, their records and checkpoints, and the registry that indexes them. Uses {@code
 * engram.base} and {@code engram.exchange}; plain JDBC for the index.
 */
@NullMarked
package engram.runs;

import org.jspecify.annotations.NullMarked;
