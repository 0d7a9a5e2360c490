package io.journeytracker.replay;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Logs with what public ones have seldom: each shows one trait of formats, times or journeys. */
public final class WrittenLogs {

    private static final int LARGEST_NOTE = 1_000_000 - "note".length();

    private static final List<String> COLUMNS = List.of("--customer", "who", "--event", "what", "--time", "when");

    /** Stalls after half an hour in the first two stages; %s: further keys of the map. */
    private static final String MAP = """
            journey: shop
            %s
            stages:
              - {id: browse, enter: {event: Viewed}, stall: {after: 30m}}
              - {id: cart, enter: {event: Added}, stall: {after: 30m}}
              - {id: bought, enter: {event: Ordered}}
            """;

    private static final String SHOP = MAP.formatted("progress: furthest");

    private static final String LIFECYCLE = """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1.0" xmlns="http://www.xes-standard.org/">
              <trace><string key="concept:name" value="ann"/>
                %s %s %s %s
              </trace>
              <trace><string key="concept:name" value="bob"/>
                %s
              </trace>
            </log>
            """.formatted(
                    event("Viewed", "start", "2026-03-02T11:00:00.000+01:00"),
                    event("Viewed", "COMPLETE", "2026-03-02T10:40:00.000Z"),
                    event("Added", "start", "2026-03-02T11:20:00.000Z"),
                    event("Added", "complete", "2026-03-02T12:30:00.000+01:00"),
                    event("Ordered", "complete", "2026-03-02T12:00:00Z"));

    private static final String REOPENED_TRACES = """
            <log>
              <trace><string key="concept:name" value="cem"/> %s %s </trace>
              <trace><string key="concept:name" value="dea"/> %s </trace>
              <trace><string key="concept:name" value="cem"/> %s %s </trace>
            </log>
            """.formatted(
                    event("Viewed", "complete", "2026-03-02T10:00:00Z"),
                    event("Added", "complete", "2026-03-02T10:10:00Z"),
                    event("Viewed", "complete", "2026-03-02T12:00:00Z"),
                    event("Added", "complete", "2026-03-02T10:50:00Z"),
                    event("Ordered", "complete", "2026-03-02T10:55:00Z"));

    /** The order comes at 10:20, touchpoints after it 25 minutes, an hour and 100 minutes later. */
    private static final String REOPENED = """
            who,what,when
            cem,Viewed,2026-03-02 10:00:00
            cem,Added,2026-03-02 10:10:00
            cem,Ordered,2026-03-02 10:20:00
            cem,Viewed,2026-03-02 10:45:00
            cem,Viewed,2026-03-02 11:20:00
            cem,Added,2026-03-02 12:00:00
            dea,Viewed,2026-03-02 13:00:00
            """;

    public static final List<WrittenLog> ALL = List.of(
            new WrittenLog(
                    "XES, every event",
                    "cases.xes",
                    utf8(LIFECYCLE),
                    List.of("--lifecycle", "all"),
                    SHOP,
                    "5 rows of 2 customers, 2 stalls, 2 recovered, 1 completed, 0 churned",
                    List.of(
                            "ann,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,2026-03-02T10:40:00.000Z",
                            "ann,browse,2026-03-02T10:40:00.000Z,2026-03-02T11:10:00.000Z,2026-03-02T11:20:00.000Z")),
            new WrittenLog(
                    "XES, completed events",
                    "cases.xes.gz",
                    gzip(LIFECYCLE),
                    List.of("--lifecycle", "complete"),
                    SHOP,
                    "3 rows of 2 customers, 1 stalls, 1 recovered, 1 completed, 0 churned",
                    List.of("ann,browse,2026-03-02T10:40:00.000Z,2026-03-02T11:10:00.000Z,2026-03-02T11:30:00.000Z")),
            new WrittenLog(
                    "XES, a case opened again",
                    "reopened.xes",
                    utf8(REOPENED_TRACES),
                    List.of(),
                    SHOP,
                    "5 rows of 2 customers, 1 stalls, 1 recovered, 1 completed, 0 churned",
                    List.of("cem,cart,2026-03-02T10:10:00.000Z,2026-03-02T10:40:00.000Z,2026-03-02T10:50:00.000Z")),
            new WrittenLog(
                    "nothing moves after the end",
                    "sticky.csv",
                    utf8(REOPENED),
                    COLUMNS,
                    MAP.formatted("progress: latest"),
                    "7 rows of 2 customers, 0 stalls, 0 recovered, 1 completed, 0 churned",
                    List.of()),
            new WrittenLog(
                    "reopened, not sticky",
                    "loose.csv",
                    utf8(REOPENED),
                    COLUMNS,
                    MAP.formatted("progress: latest\nsticky: false"),
                    "7 rows of 2 customers, 3 stalls, 2 recovered, 1 completed, 0 churned",
                    List.of(
                            "cem,browse,2026-03-02T10:45:00.000Z,2026-03-02T11:15:00.000Z,2026-03-02T11:20:00.000Z",
                            "cem,browse,2026-03-02T11:20:00.000Z,2026-03-02T11:50:00.000Z,2026-03-02T12:00:00.000Z",
                            "cem,cart,2026-03-02T12:00:00.000Z,2026-03-02T12:30:00.000Z,")),
            new WrittenLog(
                    "re-entry exactly in time",
                    "reentry.csv",
                    utf8(REOPENED),
                    COLUMNS,
                    MAP.formatted("reentry: {event: Viewed, after: 1h}"),
                    "7 rows of 2 customers, 2 stalls, 1 recovered, 1 completed, 0 churned",
                    List.of(
                            "cem,browse,2026-03-02T11:20:00.000Z,2026-03-02T11:50:00.000Z,2026-03-02T12:00:00.000Z",
                            "cem,cart,2026-03-02T12:00:00.000Z,2026-03-02T12:30:00.000Z,")),
            new WrittenLog(
                    "re-entry a second too soon",
                    "too-soon.csv",
                    utf8(REOPENED),
                    COLUMNS,
                    MAP.formatted("reentry: {event: Viewed, after: 3601s}"),
                    "7 rows of 2 customers, 0 stalls, 0 recovered, 1 completed, 0 churned",
                    List.of()),
            new WrittenLog(
                    "customers as they are written, and rows as large as Kafka takes them",
                    "names.csv",
                    utf8("""
                            who,what,when,note
                            ann,Viewed,2026-03-02 10:00:00,%s
                             ann,Viewed,2026-03-02 10:20:00,
                            ann ,Viewed,2026-03-02 10:25:00,
                            ann~1,Viewed,2026-03-02 10:00:00,
                            anonymous~ann,Viewed,2026-03-02 10:00:00,
                            guest,Viewed,2026-03-02 10:00:00,
                            guest,Ordered,2026-03-02 10:10:00,%s
                            anna,Ordered,2026-03-02 10:40:00,
                            """.formatted("x".repeat(LARGEST_NOTE), "x".repeat(LARGEST_NOTE + 1))),
                    COLUMNS,
                    SHOP,
                    "7 rows of 7 customers, 4 stalls, 0 recovered, 1 completed, 0 churned",
                    List.of(
                            "ann,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,",
                            "ann~1,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,",
                            "anonymous~ann,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,",
                            "guest,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,")),
            new WrittenLog(
                    "equal times in the order of the file",
                    "equal.csv",
                    utf8("""
                            who,what,when
                            end,Viewed,2026-03-02 12:00:00
                            ann,Viewed,2026-03-02 10:00:00
                            bob,Added,2026-03-02 10:00:00
                            ann,Added,2026-03-02 10:00:00
                            bob,Viewed,2026-03-02 10:00:00
                            cem,Ordered,2026-03-02 10:00:00
                            cem,Viewed,2026-03-02 10:00:00
                            """),
                    COLUMNS,
                    MAP.formatted("progress: latest"),
                    "7 rows of 4 customers, 2 stalls, 0 recovered, 1 completed, 0 churned",
                    List.of(
                            "ann,cart,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,",
                            "bob,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,")),
            new WrittenLog(
                    "gaps of the timeout and a millisecond more",
                    "gaps.csv",
                    utf8("""
                            who,what,when
                            exact,Added,2026-03-02 10:00:00.000
                            exact,Looked,2026-03-02 10:30:00.000
                            exact,Ordered,2026-03-02 11:00:00.000
                            cut,Added,2026-03-02 10:00:00.000
                            cut,Looked,2026-03-02 10:30:00.000999
                            cut,Ordered,2026-03-02 11:00:00.000999
                            over,Added,2026-03-02 10:00:00.000
                            over,Looked,2026-03-02 10:30:00.001
                            over,Ordered,2026-03-02 11:00:00.002
                            until,Added,2026-03-02 11:30:00.000
                            past,Added,2026-03-02 11:29:59.999
                            last,Ordered,2026-03-02 12:00:00.000
                            """),
                    COLUMNS,
                    SHOP,
                    "12 rows of 6 customers, 3 stalls, 2 recovered, 4 completed, 0 churned",
                    List.of(
                            "over,cart,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,2026-03-02T10:30:00.001Z",
                            "over,cart,2026-03-02T10:30:00.001Z,2026-03-02T11:00:00.001Z,2026-03-02T11:00:00.002Z",
                            "past,cart,2026-03-02T11:29:59.999Z,2026-03-02T11:59:59.999Z,")),
            new WrittenLog(
                    "offsets that change, in the rows",
                    "offsets.csv",
                    utf8("""
                            who,what,when
                            spring,Viewed,2024-03-31T01:50:00+01:00
                            spring,Added,2024-03-31T03:10:00+02:00
                            spring,Ordered,2024-03-31T01:41:00Z
                            autumn,Added,2024-10-27T02:10:00+01:00
                            autumn,Viewed,2024-10-27T02:50:00+02:00
                            autumn,Ordered,2024-10-26T19:15:00-06:00
                            """),
                    COLUMNS,
                    SHOP,
                    "6 rows of 2 customers, 1 stalls, 1 recovered, 2 completed, 0 churned",
                    List.of("spring,cart,2024-03-31T01:10:00.000Z,2024-03-31T01:40:00.000Z,2024-03-31T01:41:00.000Z")),
            new WrittenLog(
                    "offsets that change, of a zone",
                    "zone.csv",
                    utf8("""
                            who,what,when
                            night,Viewed,2024-03-31 01:50:00
                            night,Added,2024-03-31 03:10:00
                            night,Ordered,2024-03-31 03:40:00
                            long,Viewed,2024-03-31 01:30:00
                            long,Added,2024-03-31 03:10:00
                            skipped,Viewed,2024-03-31 01:55:00
                            skipped,Ordered,2024-03-31 02:20:00
                            """),
                    with(COLUMNS, "--zone", "Europe/Berlin"),
                    SHOP,
                    "7 rows of 3 customers, 1 stalls, 1 recovered, 2 completed, 0 churned",
                    List.of("long,browse,2024-03-31T00:30:00.000Z,2024-03-31T01:00:00.000Z,2024-03-31T01:10:00.000Z")),
            new WrittenLog(
                    "Latin-1 with semicolons",
                    "besuche.csv",
                    """
                            Kunde;Ereignis;Zeit
                            Jörg;Geöffnet;01.07.2026 10:00
                            "Müller; Söhne";Geöffnet;01.07.2026 10:05
                            Jörg;In den Korb;01.07.2026 10:31
                            "Müller; Söhne";Gekauft;01.07.2026 10:35
                            Zoë;Geöffnet;01.07.2026 11:01
                            """.getBytes(StandardCharsets.ISO_8859_1),
                    List.of(
                            "--customer",
                            "Kunde",
                            "--event",
                            "Ereignis",
                            "--time",
                            "Zeit",
                            "--separator",
                            ";",
                            "--encoding",
                            "ISO-8859-1",
                            "--time-format",
                            "dd.MM.yyyy HH:mm",
                            "--zone",
                            "Europe/Berlin"),
                    """
                            journey: laden
                            stages:
                              - {id: browse, enter: {event: Geöffnet}, stall: {after: 30m}}
                              - {id: cart, enter: {event: In den Korb}, stall: {after: 30m}}
                              - {id: bought, enter: {event: Gekauft}}
                            """,
                    "5 rows of 3 customers, 1 stalls, 1 recovered, 1 completed, 0 churned",
                    List.of("Jörg,browse,2026-07-01T08:00:00.000Z,2026-07-01T08:30:00.000Z,2026-07-01T08:31:00.000Z")),
            new WrittenLog(
                    "TSV, with churn and an exit",
                    "visits.tsv",
                    utf8("""
                            who\twhat\twhen\tplace
                            ann\tAdded\t2026-03-02T10:00:00Z\tweb
                            ann\tViewed\t2026-03-02T13:00:00Z\tapp
                            bob, the first\tAdded\t2026-03-02T10:00:00Z\tweb
                            bob, the first\tCancelled\t2026-03-02T10:45:00Z\tphone
                            cem\tAdded\t2026-03-02T10:59:59Z\tweb
                            end\tAdded\t2026-03-02T13:00:00Z\tweb
                            """),
                    with(COLUMNS, "--channel", "place"),
                    """
                            journey: shop
                            stages:
                              - {id: browse, enter: {event: Viewed}}
                              - id: cart
                                enter: {event: Added}
                                stall: {after: 30m}
                                churn: [{id: gone, silent: 2h}]
                              - {id: bought, enter: {event: Ordered}}
                            exits: [{id: cancelled, event: Cancelled}]
                            """,
                    "6 rows of 4 customers, 3 stalls, 1 recovered, 0 completed, 2 churned",
                    List.of(
                            "ann,cart,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,2026-03-02T12:00:00.000Z",
                            "\"bob, the first\",cart,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,2026-03-02T10:45:00.000Z",
                            "cem,cart,2026-03-02T10:59:59.000Z,2026-03-02T11:29:59.000Z,2026-03-02T12:59:59.000Z")),
            new WrittenLog(
                    "JSON lines, gzipped, with ids",
                    "events.jsonl.gz",
                    gzip("""
                            {"user":{"id":"ann"},"type":"Viewed","ts":1772445600000,"mid":"1","total":3}
                            {"user":{"id":"ann"},"type":"Added","ts":1772447401000,"mid":"2","total":30}
                            {"user":{"id":"ann"},"type":"Viewed","ts":1772445600000,"mid":"1","total":3}
                            {"user":{"id":"bob"},"type":"Added","ts":1772445600000,"mid":"3","total":9.5}
                            {"user":{"id":"bob"},"type":"Added","ts":1772445600000,"mid":"4","total":10.5}
                            {"user":{"id":"end"},"type":"Ordered","ts":1772449201000,"mid":"5"}
                            """),
                    List.of("--customer", "user.id", "--event", "type", "--time", "ts", "--id", "mid"),
                    """
                            journey: shop
                            stages:
                              - {id: browse, enter: {event: Viewed}, stall: {after: 30m}}
                              - {id: cart, enter: {event: Added, when: properties.total > 10}, stall: {after: 30m}}
                              - {id: bought, enter: {event: Ordered}}
                            """,
                    "6 rows of 3 customers, 2 stalls, 1 recovered, 1 completed, 0 churned",
                    List.of(
                            "ann,browse,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,2026-03-02T10:30:01.000Z",
                            "bob,cart,2026-03-02T10:00:00.000Z,2026-03-02T10:30:00.000Z,")));

    private WrittenLogs() {}

    private static String event(String name, String lifecycle, String time) {
        return """
                <event><string key="concept:name" value="%s"/><string key="lifecycle:transition" value="%s"/>\
                <date key="time:timestamp" value="%s"/></event>""".formatted(name, lifecycle, time);
    }

    private static List<String> with(List<String> options, String... more) {
        return Stream.concat(options.stream(), Stream.of(more)).toList();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(utf8(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
