/** The experiments of Sayapaneni. */
@NullMarked
package engram.paper.sayapaneni;

import org.jspecify.annotations.NullMarked;
