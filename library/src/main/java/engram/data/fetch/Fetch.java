package engram.data.fetch;

import engram.base.EngramException;
import engram.base.EngramException.Kind;
import engram.base.Nearest;
import engram.base.SafeFile;
import engram.base.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Downloads data sets into a data home.
 *
 * <p>A file appears under its name only when its SHA-256 is right. What a broken download left
 * behind ({@code .part}) is continued where the server allows it. Each mirror is tried in turn, and
 * again while it makes progress.
 */
public final class Fetch {
  private static final Duration STALL = Duration.ofSeconds(30);

  private final Path home;
  private final Duration stall;
  private final Progress progress;
  private final HttpClient client;

  /** Downloads into {@code home}; a server that is silent for 30 seconds is given up. */
  public Fetch(Path home, Progress progress) {
    this(home, progress, STALL);
  }

  /** As above, giving a server up after {@code stall} without a byte. */
  public Fetch(Path home, Progress progress, Duration stall) {
    this.home = home;
    this.progress = progress;
    this.stall = stall;
    this.client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(stall)
            .build();
  }

  /**
   * Downloads the set called {@code name}; what is there already is left alone.
   *
   * @return its folder
   * @throws EngramException if there is no such set (66) or no mirror gives it (74)
   */
  public Path fetch(String name) {
    List<String> names = RemoteData.all().stream().map(RemoteData::name).toList();
    return fetch(
        RemoteData.named(name)
            .orElseThrow(
                () ->
                    new EngramException(
                        Kind.NOT_FOUND,
                        "no download called '" + name + "'" + Nearest.hint(name, names))));
  }

  /** Downloads {@code data}; what is there already is left alone. Gives its folder. */
  public Path fetch(RemoteData data) {
    Path folder = home.resolve(data.name());
    SafeFile.createFolders(folder);
    for (RemoteFile file : data.files()) {
      fetch(file, data.mirrors(), folder);
    }
    return folder;
  }

  private void fetch(RemoteFile file, List<URI> mirrors, Path folder) {
    Path target = folder.resolve(file.name());
    if (Files.exists(target) && Sha256.of(target).equals(file.sha256())) {
      progress.at(file.name(), file.bytes(), file.bytes());
      return;
    }
    List<String> failures = new ArrayList<>();
    for (URI mirror : mirrors) {
      try {
        download(file, mirror.resolve(file.name()), target);
        return;
      } catch (IOException e) {
        failures.add(mirror.resolve(file.name()) + ": " + reason(e));
      }
    }
    throw new EngramException(
        Kind.IO, "cannot download " + file.name() + ": " + String.join("; ", failures));
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  private void download(RemoteFile file, URI from, Path target) throws IOException {
    Path part = target.resolveSibling(file.name() + ".part");
    boolean resumed = length(part) > 0;
    while (length(part) != file.bytes()) {
      long before = length(part);
      try {
        receive(file, from, part, before > file.bytes() ? 0 : before);
        if (length(part) < file.bytes()) {
          throw new IOException("ended after " + length(part) + " of " + file.bytes() + " bytes");
        }
      } catch (IOException e) {
        boolean startsAnew = before > 0 && length(part) == 0;
        if (length(part) <= before && !startsAnew) {
          throw e;
        }
      }
    }
    if (!Sha256.of(part).equals(file.sha256())) {
      Files.delete(part);
      if (!resumed) {
        throw new IOException("its SHA-256 is wrong");
      }
      download(file, from, target);
      return;
    }
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static long length(Path part) throws IOException {
    return Files.exists(part) ? Files.size(part) : 0;
  }

  private void receive(RemoteFile file, URI from, Path part, long offset) throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(from).timeout(stall);
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    AtomicLong written = new AtomicLong();
    AtomicReference<@Nullable PartFile> sink = new AtomicReference<>();
    BodyHandler<Long> handler =
        info ->
            switch (info.statusCode()) {
              case 200 -> open(file, part, written, sink);
              case 206 -> {
                written.set(start(info, offset));
                yield open(file, part, written, sink);
              }
              default -> BodySubscribers.replacing(-1L);
            };
    HttpResponse<Long> response;
    try {
      response = await(client.sendAsync(request.build(), handler), written);
    } finally {
      close(sink.get());
    }
    if (response.statusCode() == 416) {
      Files.deleteIfExists(part);
    }
    if (response.body() < 0) {
      throw new IOException("the server answers " + response.statusCode());
    }
  }

  private static long start(HttpResponse.ResponseInfo info, long offset) {
    String range = info.headers().firstValue("Content-Range").orElse("");
    if (!range.startsWith("bytes " + offset + "-")) {
      throw new UncheckedIOException(
          new IOException("asked for bytes from " + offset + ", the server sends " + range));
    }
    return offset;
  }

  private PartFile open(
      RemoteFile file, Path part, AtomicLong written, AtomicReference<@Nullable PartFile> sink) {
    try {
      PartFile opened =
          new PartFile(
              part, file.bytes(), written, done -> progress.at(file.name(), done, file.bytes()));
      sink.set(opened);
      return opened;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(@Nullable PartFile sink) {
    if (sink != null) {
      sink.close();
    }
  }

  /** Waits as long as bytes keep arriving. */
  private <T> HttpResponse<T> await(CompletableFuture<HttpResponse<T>> reply, AtomicLong written)
      throws IOException {
    try {
      for (long before = -1; ; before = written.get()) {
        try {
          return reply.get(stall.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
          if (written.get() == before) {
            throw new IOException("no data for " + stall.toMillis() + " ms", e);
          }
        }
      }
    } catch (ExecutionException e) {
      Throwable cause = e.getCause();
      throw cause instanceof IOException io ? io : new IOException(String.valueOf(cause), cause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EngramException(Kind.INTERRUPTED, "the download was interrupted", e);
    } finally {
      reply.cancel(true);
    }
  }
}
