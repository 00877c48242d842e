/** What single operations of the library cost, measured with JMH. */
@NullMarked
package engram.bench;

import org.jspecify.annotations.NullMarked;
