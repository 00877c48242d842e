@NullMarked
package engram.examples;

import org.jspecify.annotations.NullMarked;
