/** The command line: wires the library together, talks to people. */
@NullMarked
package engram.cli;

import org.jspecify.annotations.NullMarked;
