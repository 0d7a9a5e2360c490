package io.journeytracker.log;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/** A small log in a file, and what is read of it. Columns are who, what and when unless said otherwise. */
final class LogSample {

    private final Path file;
    private Optional<String> format = Optional.empty();
    private ZoneId zone = ZoneOffset.UTC;
    private Optional<Character> separator = Optional.empty();
    private Optional<Charset> encoding = Optional.empty();
    private Optional<String> channel = Optional.empty();
    private Optional<String> sentiment = Optional.empty();
    private Optional<String> id = Optional.empty();
    private Lifecycle lifecycle = Lifecycle.ALL;
    private boolean named = true;
    private String event = "what";
    private String time = "when";
    private Map<String, String> further = Map.of();

    private LogSample(Path file) {
        this.file = file;
    }

    static LogSample of(Path folder, String name, String content) throws IOException {
        return of(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static LogSample of(Path folder, String name, byte[] content) throws IOException {
        return new LogSample(Files.write(folder.resolve(name), content));
    }

    static byte[] gzip(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    LogSample timeFormat(String pattern) {
        format = Optional.of(pattern);
        return this;
    }

    LogSample zone(String id) {
        zone = ZoneId.of(id);
        return this;
    }

    LogSample separator(char c) {
        separator = Optional.of(c);
        return this;
    }

    LogSample encoding(String name) {
        encoding = Optional.of(Charset.forName(name));
        return this;
    }

    LogSample channel(String column) {
        channel = Optional.of(column);
        return this;
    }

    LogSample sentiment(String column) {
        sentiment = Optional.of(column);
        return this;
    }

    LogSample id(String column) {
        id = Optional.of(column);
        return this;
    }

    LogSample event(String column) {
        event = column;
        return this;
    }

    LogSample time(String column) {
        time = column;
        return this;
    }

    LogSample requiring(String column, String option) {
        further = Map.of(column, option);
        return this;
    }

    LogSample lifecycle(Lifecycle which) {
        lifecycle = which;
        return this;
    }

    /** With the format's own names for customer, event and time. */
    LogSample unnamed() {
        named = false;
        return this;
    }

    LogSettings settings() {
        return new LogSettings(
                Optional.of("who").filter(who -> named),
                Optional.of(event).filter(what -> named),
                Optional.of(time).filter(when -> named),
                channel,
                sentiment,
                id,
                TimeParser.of(format, zone),
                separator,
                encoding,
                lifecycle,
                further);
    }

    List<LogRow> rows(RejectedRows rejected) {
        List<LogRow> rows = new ArrayList<>();
        try (LogReader reader = LogReaders.open(file, settings(), rejected)) {
            for (LogRow row = reader.next(); row != null; row = reader.next()) {
                rows.add(row);
            }
        }
        return rows;
    }

    List<LogRow> rows() {
        return rows(RejectedRows.counting());
    }

    /** Each row as customer, event and time. */
    List<String> told() {
        return rows().stream().map(LogSample::told).toList();
    }

    static String told(LogRow row) {
        return row.customer() + " " + row.touchpoint().getEvent() + " " + Instant.ofEpochMilli(row.time());
    }

    /** The file of rejected rows. */
    String rejected() throws IOException {
        Path folder = Files.createTempDirectory(file.getParent(), "out");
        try (RejectedRows rejected = RejectedRows.into(folder)) {
            rows(rejected);
        }
        return Files.readString(folder.resolve(RejectedRows.FILE));
    }
}
