package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesLogTest {

    @TempDir
    private Path folder;

    @Test
    void fieldsKeepTheirTypeAndNestedOnesTheirPath() throws IOException {
        LogRow row = LogSample.of(folder, "a.jsonl", """
                        {"who": 17, "what": "Bought", "when": 1572631153273, "where": "app", "felt": 0.25, "n": 3,
                         "x": 1.5, "ok": true, "none": null, "items": [1, {"a": 2}], "page": {"url": {"path": "/"}}}
                        """.replace("\n", " "))
                .channel("where")
                .sentiment("felt")
                .rows()
                .get(0);
        assertThat(LogSample.told(row)).isEqualTo("17 Bought 2019-11-01T17:59:13.273Z");
        assertThat(row.touchpoint().getChannel()).isEqualTo("app");
        assertThat(row.touchpoint().getSentiment()).isEqualTo(0.25);
        assertThat(row.touchpoint().getProperties())
                .isEqualTo(Map.of("n", 3L, "x", 1.5, "ok", true, "items", "[1,{\"a\":2}]", "page.url.path", "/"));
    }

    @Test
    void readsGzipWithoutANameThatTells() throws IOException {
        byte[] log = LogSample.gzip("{\"who\":\"a\",\"what\":\"b\",\"when\":\"2024-01-02\"}\n");
        assertThat(LogSample.of(folder, "log", log).told()).containsExactly("a b 2024-01-02T00:00:00Z");
    }

    @Test
    void brokenLinesAreRejectedAndTheOthersRead() throws IOException {
        LogSample sample = LogSample.of(folder, "a.ndjson", """
                {"who":"a","what":"b","when":1572631153.5}

                {"who":"a","what":"b","when":
                [1]
                {"who":"a","what":"b"}
                {"what":"b","when":"2024-01-02"}
                {"who":"a","what":"b","when":1e999}
                {"who":"a","what":"b","when":"2024-01-03"} {}
                {"who":"z","what":"b","when":"2024-01-04"}""");
        assertThat(sample.told()).containsExactly("a b 2019-11-01T17:59:13.500Z", "z b 2024-01-04T00:00:00Z");
        assertThat(List.of(sample.rejected().split("\n")))
                .hasSize(7)
                .anyMatch(line -> line.startsWith("3,broken JSON: Unexpected end"))
                .anyMatch(line -> line.startsWith("4,not a JSON object,"))
                .anyMatch(line -> line.startsWith("5,no time,"))
                .anyMatch(line -> line.startsWith("6,no customer,"))
                .anyMatch(line -> line.startsWith("7,\"time \"\"Infinity\"\" cannot be read"))
                .anyMatch(line -> line.startsWith("8,more than one JSON value,"));
    }

    @Test
    void aFieldThatNoRowHasIsToldWithTheFieldsThereAre() throws IOException {
        LogSample sample =
                LogSample.of(folder, "a.jsonl", "{\"user\":{\"id\":1},\"what\":\"b\",\"when\":\"2024-01-02\"}\n");
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageEndingWith("no row has a field \"who\" (--customer); its fields are: user.id, what, when");
    }

    @Test
    void aRowIsRejectedThatIsTooLargeForKafkaInUtf8() throws IOException {
        String row = "{\"who\":\"%s\",\"what\":\"b\",\"when\":\"2024-01-02\",\"p\":\"%s\"}\n";
        LogSample sample = LogSample.of(
                folder,
                "log.jsonl",
                row.formatted("a", "x".repeat(999_999))
                        + row.formatted("b", "x".repeat(1_000_000))
                        + row.formatted("c", "\u20ac".repeat(333_333))
                        + row.formatted("d", "\u20ac".repeat(333_334)));
        assertThat(sample.rows()).extracting(LogRow::customer).containsExactly("a", "c");
        assertThat(sample.rejected().lines().map(line -> line.substring(0, Math.min(line.length(), 41))))
                .containsExactly(
                        "line,reason,row",
                        "2,\"channel and properties of more than 10",
                        "4,\"channel and properties of more than 10");
    }

    @Test
    void ofALineThatIsTooLongOneRowIsRejectedAndTheNextOnesKeepTheirLines() throws IOException {
        LogSample sample = LogSample.of(
                folder,
                "log.jsonl",
                "x".repeat(3_000_000) + "\n[]\n{\"who\":\"a\",\"what\":\"b\",\"when\":\"2024-01-02\"}\n");

        assertThat(sample.told()).containsExactly("a b 2024-01-02T00:00:00Z");
        assertThat(sample.rejected().lines().map(line -> line.substring(0, Math.min(line.length(), 22))))
                .containsExactly("line,reason,row", "1,longer than 1048576 ", "2,not a JSON object,[]");
    }
}
