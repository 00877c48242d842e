/**
 * Figures as PNG and one self-contained HTML page per run. Needs no installed font. Uses {@code
 * engram.base}, {@code engram.math} and {@code engram.data}.
 */
@NullMarked
package engram.report;

import org.jspecify.annotations.NullMarked;
