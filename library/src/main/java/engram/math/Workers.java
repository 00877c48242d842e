package engram.math;

import engram.base.Check;
import java.util.concurrent.ForkJoinPool;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * A fixed number of threads that share numbered blocks of work.
 *
 * <p>Who cuts work into blocks that do not depend on the number of threads, and adds up what they
 * give in the order of their numbers, gets the same bits from any number of threads.
 */
public final class Workers implements AutoCloseable {
  private static final int MOST = 1024;

  private final int threads;
  private final ForkJoinPool pool;

  /** {@code threads} of them, 1 to 1024. */
  public Workers(int threads) {
    Check.within("threads", threads, 1, MOST);
    this.threads = threads;
    pool = new ForkJoinPool(threads);
  }

  /** As many as the machine has processors. */
  public static Workers all() {
    return new Workers(Math.min(MOST, Runtime.getRuntime().availableProcessors()));
  }

  /** Gives each of the blocks to {@code task} on {@code threads} threads made for it. */
  public static void forEach(int threads, int blocks, IntConsumer task) {
    try (Workers workers = new Workers(threads)) {
      workers.each(blocks, task);
    }
  }

  /** Gives each stretch of {@code size} of {@code 0..n-1} to threads made for it. */
  public static void forEachStretch(int threads, int n, int size, Stretch task) {
    try (Workers workers = new Workers(threads)) {
      workers.eachStretch(n, size, task);
    }
  }

  /** Gives each of the blocks {@code 0..blocks-1} to {@code task} and waits for all of them. */
  public void each(int blocks, IntConsumer task) {
    if (threads == 1 || blocks == 1) {
      IntStream.range(0, blocks).forEach(task);
    } else {
      pool.submit(() -> IntStream.range(0, blocks).parallel().forEach(task)).join();
    }
  }

  /** Cuts {@code 0..n-1} into stretches of {@code size} and gives each to {@code task}. */
  public void eachStretch(int n, int size, Stretch task) {
    each(blocks(n, size), b -> task.accept(b * size, Math.min(n, (b + 1) * size)));
  }

  /** How many stretches of {@code size} cover {@code n}. */
  public static int blocks(int n, int size) {
    return (int) (((long) n + size - 1) / size);
  }

  /** Works on the numbers from {@code from} to before {@code to}. */
  @FunctionalInterface
  public interface Stretch {
    void accept(int from, int to);
  }

  @Override
  public void close() {
    pool.shutdown();
  }
}
