/**
 * Checks, seeds, paper citations, JSON of records, errors and safe files. Uses the JDK and Jackson
 * only.
 */
@NullMarked
package engram.base;

import org.jspecify.annotations.NullMarked;
