package engram.data.fetch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/** Writes the body of a response behind what a partial file holds, up to the expected length. */
final class PartFile implements BodySubscriber<Long> {
  private final FileChannel channel;
  private final long limit;
  private final AtomicLong written;
  private final LongConsumer progress;
  private final CompletableFuture<Long> done = new CompletableFuture<>();
  private Optional<Subscription> subscription = Optional.empty();

  /** {@code written} is where to start; it is moved as bytes arrive. */
  PartFile(Path file, long limit, AtomicLong written, LongConsumer progress) throws IOException {
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    this.limit = limit;
    this.written = written;
    this.progress = progress;
    channel.truncate(written.get());
    channel.position(written.get());
  }

  @Override
  public CompletionStage<Long> getBody() {
    return done;
  }

  @Override
  public void onSubscribe(Subscription s) {
    subscription = Optional.of(s);
    s.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> blocks) {
    try {
      for (ByteBuffer block : blocks) {
        if (written.get() + block.remaining() > limit) {
          throw new IOException("the server sends more than " + limit + " bytes");
        }
        while (block.hasRemaining()) {
          written.addAndGet(channel.write(block));
        }
      }
      progress.accept(written.get());
    } catch (IOException e) {
      subscription.ifPresent(Subscription::cancel);
      onError(e);
    }
  }

  @Override
  public void onError(Throwable e) {
    close();
    done.completeExceptionally(e);
  }

  @Override
  public void onComplete() {
    try {
      channel.force(true);
    } catch (IOException e) {
      onError(e);
      return;
    }
    close();
    done.complete(written.get());
  }

  /** Closes the file; later blocks fail. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      done.completeExceptionally(e);
    }
  }
}
