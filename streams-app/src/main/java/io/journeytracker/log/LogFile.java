package io.journeytracker.log;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** An opened log: unpacked where it is gzipped, its format and encoding known. */
final class LogFile implements Closeable {

    private static final int BUFFER = 64 * 1024;
    private static final int HEAD = 4096;

    private final Path path;
    private final CountingInputStream raw;
    private final InputStream text;
    private final LogFormat format;
    private final Optional<Charset> marked;

    private LogFile(Path path, CountingInputStream raw, InputStream text, LogFormat format, Optional<Charset> marked) {
        this.path = path;
        this.raw = raw;
        this.text = text;
        this.format = format;
        this.marked = marked;
    }

    /** @throws LogException if there is no such file, or it is empty or of no known format */
    static LogFile open(Path path) {
        if (Files.isDirectory(path)) {
            throw new LogException(path + ": is a folder; expected a log file");
        }
        CountingInputStream raw = null;
        try {
            raw = new CountingInputStream(Files.newInputStream(path));
            return opened(path, raw);
        } catch (IOException | LogException e) {
            closeQuietly(raw, e);
            throw e instanceof LogException told ? told : unreadable(path, (IOException) e);
        }
    }

    private static LogFile opened(Path path, CountingInputStream raw) throws IOException {
        InputStream in = new BufferedInputStream(raw, BUFFER);
        in.mark(2);
        boolean gzipped = in.read() == 0x1f && in.read() == 0x8b;
        in.reset();
        if (gzipped) {
            in = new BufferedInputStream(new GZIPInputStream(in, BUFFER), BUFFER);
        }
        Optional<Charset> marked = skipMark(in);
        in.mark(HEAD);
        byte[] head = in.readNBytes(HEAD);
        in.reset();
        if (head.length == 0) {
            throw new LogException(path + ": is empty; expected a log");
        }
        byte[] readable = marked.map(charset -> new String(head, charset).getBytes(StandardCharsets.UTF_8))
                .orElse(head);
        return new LogFile(path, raw, in, LogFormat.of(path.getFileName().toString(), readable), marked);
    }

    /** Reads over a byte order mark and tells the encoding that it stands for. */
    private static Optional<Charset> skipMark(InputStream in) throws IOException {
        in.mark(3);
        byte[] first = in.readNBytes(3);
        in.reset();
        int pair = first.length < 2 ? 0 : (first[0] & 0xff) << 8 | first[1] & 0xff;
        if (pair == 0xEFBB && first.length == 3 && first[2] == (byte) 0xBF) {
            in.skipNBytes(3);
            return Optional.of(StandardCharsets.UTF_8);
        }
        if (pair == 0xFEFF || pair == 0xFFFE) {
            in.skipNBytes(2);
            return Optional.of(pair == 0xFEFF ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
        }
        return Optional.empty();
    }

    /** What the user hears of an I/O failure. */
    static LogException unreadable(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return new LogException(path + ": no such file", cause);
        }
        if (cause instanceof AccessDeniedException) {
            return new LogException(path + ": cannot be read (no permission)", cause);
        }
        if (cause instanceof ZipException) {
            return new LogException(path + ": damaged gzip data (" + cause.getMessage() + ")", cause);
        }
        String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new LogException(path + ": cannot be read (" + why + ")", cause);
    }

    private static void closeQuietly(InputStream raw, Exception cause) {
        if (raw != null) {
            try {
                raw.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }

    Path path() {
        return path;
    }

    String name() {
        return path.getFileName().toString();
    }

    LogFormat format() {
        return format;
    }

    /** The encoding that a byte order mark gives; it was read over. */
    Optional<Charset> marked() {
        return marked;
    }

    InputStream bytes() {
        return text;
    }

    long bytesRead() {
        return raw.count();
    }

    @Override
    public void close() {
        try {
            text.close();
        } catch (IOException e) {
            throw unreadable(path, e);
        }
    }
}
