package engram.tensor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/**
 * Keeps OpenMP's threads awake between two operations while the cores are free, and lets them sleep
 * early while another process needs a core.
 *
 * <p>libgomp reads how long to stay awake once, when it loads, but cuts it to 1,000 rounds whenever
 * a process has more OpenMP threads than cores. So while the cores are wanted by others, one thread
 * that does nothing holds an OpenMP team of its own. See docs/decisions.
 */
final class Waits implements Runnable {
  private static final long LOOK_MILLIS = 250;
  private static final double SLACK_CORES = 0.3;

  /** Elements from which libtorch splits an elementwise operation over threads, and then some. */
  private static final long SPLIT = 1 << 18;

  private final Path machine;
  private final Path self;
  private @Nullable Crowd crowd;

  private Waits(Path machine, Path self) {
    this.machine = machine;
    this.self = self;
  }

  /** Starts to look, where the system tells (Linux); returns at once. */
  static void start() {
    Waits waits = new Waits(Path.of("/proc/stat"), Path.of("/proc/self/stat"));
    if (Files.isReadable(waits.machine) && Files.isReadable(waits.self)) {
      Thread thread = new Thread(waits, "engram-waits");
      thread.setDaemon(true);
      thread.start();
    }
  }

  @Override
  public void run() {
    try {
      Usage before = usage();
      while (true) {
        Thread.sleep(LOOK_MILLIS);
        Usage now = usage();
        crowded(now.othersSince(before) + torch.get_num_threads() > now.cores + SLACK_CORES);
        before = now;
      }
    } catch (IOException | InterruptedException | RuntimeException e) {
      crowded(false);
    }
  }

  private void crowded(boolean wanted) {
    if (wanted && crowd == null) {
      crowd = new Crowd();
      crowd.start();
    } else if (!wanted && crowd != null) {
      crowd.leave.countDown();
      crowd = null;
    }
  }

  private Usage usage() throws IOException {
    return Usage.of(Files.readString(machine), Files.readString(self));
  }

  /** Processor time in clock ticks since the machine started: of all, idle, and of this process. */
  record Usage(int cores, long busy, long idle, long own) {
    /** Reads {@code /proc/stat} and {@code /proc/self/stat}. */
    static Usage of(String machine, String self) {
      String[] all = machine.substring(0, machine.indexOf('\n')).split(" +", -1);
      long idle = Long.parseLong(all[4]) + Long.parseLong(all[5]);
      long busy = 0;
      for (int i : new int[] {1, 2, 3, 6, 7}) {
        busy += Long.parseLong(all[i]);
      }
      int cores = (int) machine.lines().filter(line -> line.matches("cpu\\d.*")).count();
      String[] mine = self.substring(self.lastIndexOf(')') + 2).split(" ", -1);
      return new Usage(cores, busy, idle, Long.parseLong(mine[11]) + Long.parseLong(mine[12]));
    }

    /** Cores that other processes kept busy since {@code before}. */
    double othersSince(Usage before) {
      double ticks = busy - before.busy + idle - before.idle;
      double others = busy - before.busy - (own - before.own);
      return ticks > 0 ? cores * Math.max(0, others) / ticks : 0;
    }
  }

  /** A thread with an OpenMP team that waits, asleep, until it is told to leave. */
  private static final class Crowd extends Thread {
    private final CountDownLatch leave = new CountDownLatch(1);

    private Crowd() {
      super("engram-crowd");
      setDaemon(true);
    }

    @Override
    public void run() {
      try (PointerScope scope = new PointerScope()) {
        torch.ones(SPLIT).neg();
        leave.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
