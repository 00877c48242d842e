package engram.probe;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Threads that share numbered pieces of work, which must not depend on how many threads there are.
 */
final class Workers {
  private Workers() {}

  /**
   * Runs {@code piece} for 0 to {@code pieces - 1} on {@code threads} threads, this one included.
   */
  static void forEach(int threads, int pieces, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    Runnable share =
        () -> {
          for (int i = next.getAndIncrement(); i < pieces; i = next.getAndIncrement()) {
            piece.accept(i);
          }
        };
    CompletableFuture<?>[] helpers =
        IntStream.range(1, Math.min(threads, pieces))
            .mapToObj(t -> CompletableFuture.runAsync(share, Workers::start))
            .toArray(CompletableFuture<?>[]::new);
    share.run();
    CompletableFuture.allOf(helpers).join();
  }

  /** Pieces of {@code size} that {@code count} things fill, the last one perhaps in part. */
  static int pieces(int count, int size) {
    return (count + size - 1) / size;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "probe");
    thread.setDaemon(true);
    thread.start();
  }
}
