package engram.data.fetch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import engram.base.EngramException;
import engram.base.Seed;
import engram.base.Sha256;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
  private static final byte[] CONTENT = content();
  private static final Duration STALL = Duration.ofMillis(300);

  private final Path home;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Queue<String> requests = new ConcurrentLinkedQueue<>();
  private final AtomicLong progress = new AtomicLong();

  FetchTest(@TempDir Path home) throws IOException {
    this.home = home;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("/good/", e -> ranged(e));
    serve("/ignores-range/", e -> reply(e, 200, CONTENT, CONTENT.length));
    serve("/truncates/", e -> reply(e, 200, Arrays.copyOf(CONTENT, 60_000), CONTENT.length));
    serve("/resumes/", e -> truncatedOnce(e));
    serve("/corrupts/", e -> reply(e, 200, new byte[CONTENT.length], CONTENT.length));
    serve("/longer/", e -> reply(e, 200, new byte[CONTENT.length + 1], CONTENT.length + 1));
    serve("/missing/", e -> reply(e, 404, new byte[3], 3));
    serve("/broken/", e -> reply(e, 500, new byte[3], 3));
    serve("/wrong-range/", e -> wrongRange(e));
    serve("/moved/", e -> moved(e));
    serve("/stalls/", e -> stall(e));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private void serve(String path, Answer answer) {
    server.createContext(
        path,
        exchange -> {
          requests.add(path + range(exchange));
          try (exchange) {
            answer.to(exchange);
          }
        });
  }

  private static byte[] content() {
    ByteBuffer b = ByteBuffer.allocate(200_000);
    var random = new Seed(1).random();
    while (b.hasRemaining()) {
      b.put((byte) random.nextInt());
    }
    return b.array();
  }

  private static String range(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? "" : " " + range;
  }

  private static void reply(HttpExchange e, int status, byte[] body, int length)
      throws IOException {
    e.sendResponseHeaders(status, length);
    e.getResponseBody().write(body);
    e.getResponseBody().flush();
  }

  private static void ranged(HttpExchange e) throws IOException {
    String range = range(e);
    if (range.isEmpty()) {
      reply(e, 200, CONTENT, CONTENT.length);
      return;
    }
    int from = Integer.parseInt(range.replaceAll("\\D", ""));
    if (from >= CONTENT.length) {
      e.sendResponseHeaders(416, -1);
      return;
    }
    e.getResponseHeaders()
        .set("Content-Range", "bytes " + from + "-" + (CONTENT.length - 1) + "/*");
    reply(e, 206, Arrays.copyOfRange(CONTENT, from, CONTENT.length), CONTENT.length - from);
  }

  private static void truncatedOnce(HttpExchange e) throws IOException {
    if (range(e).isEmpty()) {
      reply(e, 200, Arrays.copyOf(CONTENT, 60_000), CONTENT.length);
    } else {
      ranged(e);
    }
  }

  private static void wrongRange(HttpExchange e) throws IOException {
    e.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
    reply(e, 206, new byte[10], 10);
  }

  private static void moved(HttpExchange e) throws IOException {
    e.getResponseHeaders().set("Location", e.getRequestURI().getPath().replace("moved", "good"));
    e.sendResponseHeaders(302, -1);
  }

  private void stall(HttpExchange e) throws IOException {
    reply(e, 200, Arrays.copyOf(CONTENT, 1000), CONTENT.length);
    try {
      threads.awaitTermination(5, java.util.concurrent.TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private RemoteData data(String... mirrors) {
    String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    String sha = Sha256.of(ByteBuffer.wrap(CONTENT));
    return new RemoteData(
        "set",
        Stream.of(mirrors).map(m -> URI.create(base + m + "/")).toList(),
        List.of(new RemoteFile("f.gz", CONTENT.length, sha)));
  }

  private void fetch(String... mirrors) throws IOException {
    new Fetch(home, (file, done, total) -> progress.set(done), STALL).fetch(data(mirrors));
    assertArrayEquals(CONTENT, Files.readAllBytes(home.resolve("set/f.gz")));
    assertFalse(Files.exists(home.resolve("set/f.gz.part")));
    assertEquals(CONTENT.length, progress.get());
  }

  private String failure(String... mirrors) {
    EngramException e = assertThrows(EngramException.class, () -> fetch(mirrors));
    assertEquals(EngramException.Kind.IO, e.kind());
    assertFalse(Files.exists(home.resolve("set/f.gz")));
    return String.valueOf(e.getMessage());
  }

  private void leavePart(int bytes) throws IOException {
    Files.createDirectories(home.resolve("set"));
    Files.write(home.resolve("set/f.gz.part"), Arrays.copyOf(CONTENT, bytes));
  }

  @Test
  void everyDownloadHasAnotherPlaceToComeFrom() {
    for (RemoteData data : RemoteData.all()) {
      List<String> hosts = data.mirrors().stream().map(URI::getHost).distinct().toList();
      assertTrue(hosts.size() > 1, data.name() + " comes from " + hosts + " only");
      assertTrue(data.mirrors().stream().allMatch(m -> m.getPath().endsWith("/")), data.name());
    }
  }

  @Test
  void aGoodMirrorIsAskedOnce() throws IOException {
    fetch("good");
    fetch("good");
    assertEquals(List.of("/good/"), List.copyOf(requests));
  }

  @Test
  void aBrokenDownloadGoesOnWhereItStopped() throws IOException {
    leavePart(1234);
    fetch("good");
    assertEquals(List.of("/good/ bytes=1234-"), List.copyOf(requests));
  }

  @Test
  void aConnectionThatBreaksIsTakenUpAgain() throws IOException {
    fetch("resumes");
    assertEquals(2, requests.size());
  }

  @Test
  void aServerThatIgnoresRangesIsReadFromTheStart() throws IOException {
    leavePart(1234);
    fetch("ignores-range");
  }

  @Test
  void aWrongStartIsDiscardedByItsChecksum() throws IOException {
    Files.createDirectories(home.resolve("set"));
    Files.write(home.resolve("set/f.gz.part"), new byte[500]);
    fetch("good");
  }

  @Test
  void aPartThatIsTooLongStartsAnew() throws IOException {
    leavePart(CONTENT.length + 7);
    fetch("good");
  }

  @Test
  void aRedirectIsFollowed() throws IOException {
    fetch("moved");
  }

  @Test
  void theNextMirrorIsTried() throws IOException {
    fetch("missing", "broken", "corrupts", "longer", "stalls", "truncates", "good");
  }

  @Test
  void everyFailureIsNamedAndNothingIsLeftUnderTheName() {
    assertTrue(failure("missing").contains("404"));
    assertTrue(failure("broken").contains("500"));
    assertTrue(failure("corrupts").contains("SHA-256"));
    assertTrue(failure("longer").contains("more than"));
    assertTrue(failure("truncates").contains("f.gz"));
  }

  @Test
  void aSilentServerIsGivenUp() {
    assertTrue(failure("stalls").contains("no data for 300 ms"));
  }

  @Test
  void aRangeThatWasNotAskedForIsRefused() throws IOException {
    leavePart(1234);
    assertTrue(failure("wrong-range").contains("bytes 0-9/10"));
  }

  @Test
  void anUnknownNameIsAnsweredWithTheNearest() {
    Fetch fetch = new Fetch(home, (file, done, total) -> {});
    EngramException e = assertThrows(EngramException.class, () -> fetch.fetch("mnits"));
    assertTrue(String.valueOf(e.getMessage()).contains("'mnist'"));
  }
}
