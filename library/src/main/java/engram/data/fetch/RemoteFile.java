package engram.data.fetch;

import engram.base.Check;

/**
 * A file to download.
 *
 * @param name its name, on the mirror and on disk
 * @param bytes its length
 * @param sha256 its SHA-256 in 64 lower-case hexadecimal digits
 */
public record RemoteFile(String name, long bytes, String sha256) {
  public RemoteFile {
    Check.require(name.matches("[A-Za-z0-9._-]+"), "not a plain file name: " + name);
    Check.atLeast("bytes", bytes, 1);
    Check.require(sha256.matches("[0-9a-f]{64}"), "not a SHA-256: " + sha256);
  }
}
