package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DelimitedLogTest {

    @TempDir
    private Path folder;

    @Test
    void aRowBecomesATouchpoint() throws IOException {
        LogRow row = LogSample.of(
                        folder,
                        "shop.csv",
                        "id,who,when,what,where,felt,coupon,colour\nm1,berta,2024-01-02,Order Completed,web,-0.5,X10,\n")
                .channel("where")
                .sentiment("felt")
                .id("id")
                .rows()
                .get(0);
        assertThat(row.order()).isEqualTo(2);
        assertThat(row.touchpoint().getUserId()).isEqualTo("berta");
        assertThat(row.touchpoint().getAnonymousId()).isNull();
        assertThat(row.touchpoint().getEvent()).isEqualTo("Order Completed");
        assertThat(row.touchpoint().getTime()).isEqualTo(1_704_153_600_000L);
        assertThat(row.touchpoint().getChannel()).isEqualTo("web");
        assertThat(row.touchpoint().getSentiment()).isEqualTo(-0.5);
        assertThat(row.touchpoint().getMessageId()).isEqualTo("m1");
        assertThat(row.touchpoint().getSource()).isEqualTo("shop.csv");
        assertThat(row.touchpoint().getProperties()).isEqualTo(Map.of("coupon", "X10"));
        assertThat(row.touchpoint().getTraits()).isEmpty();
    }

    @Test
    void withoutAnIdNoRowIsADuplicate() throws IOException {
        assertThat(LogSample.of(folder, "a.csv", "who,what,when\na,b,2024-01-02\na,b,2024-01-02\n")
                        .rows())
                .extracting(row -> row.touchpoint().getMessageId())
                .containsExactly("", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void quotedCellsMayHoldSeparatorsQuotesAndLines(String end) throws IOException {
        String log = String.join(
                end,
                "who,what,when,note",
                "\"a, b\",\"say \"\"hi\"\"\",\"2024-01-02\",\"one" + end + "two\"",
                "",
                "c,d\"e,2024-01-03,\"\"");
        List<LogRow> rows = LogSample.of(folder, "a.csv", log).rows();
        assertThat(rows.stream().map(LogSample::told))
                .containsExactly("a, b say \"hi\" 2024-01-02T00:00:00Z", "c d\"e 2024-01-03T00:00:00Z");
        assertThat(rows.get(0).touchpoint().getProperties()).containsEntry("note", "one" + end + "two");
        assertThat(rows.get(1).touchpoint().getProperties()).isEmpty();
        assertThat(rows).extracting(LogRow::order).containsExactly(2L, 5L);
    }

    @Test
    void readsTabsSemicolonsAndAnyOtherSeparator() throws IOException {
        List<String> told = List.of("a b 2024-01-02T00:00:00Z");
        assertThat(LogSample.of(folder, "a.tsv", "who\twhat\twhen\na\tb\t2024-01-02")
                        .told())
                .isEqualTo(told);
        assertThat(LogSample.of(folder, "noname", "who\twhat\twhen\na\tb\t2024-01-02")
                        .told())
                .isEqualTo(told);
        assertThat(LogSample.of(folder, "a.csv", "who|what|when\na|b|2024-01-02")
                        .separator('|')
                        .told())
                .isEqualTo(told);
    }

    @Test
    void readsGzipWhateverTheName() throws IOException {
        byte[] packed = LogSample.gzip("who,what,when\na,b,2024-01-02\n");
        assertThat(LogSample.of(folder, "a.csv.gz", packed).told()).containsExactly("a b 2024-01-02T00:00:00Z");
        assertThat(LogSample.of(folder, "a.csv", packed).told()).containsExactly("a b 2024-01-02T00:00:00Z");
    }

    @Test
    void readsLatin1WithSemicolons() throws IOException {
        byte[] log =
                "who;what;when;city\nJörg;Käse gekauft;2024-01-02 10:00;Köln\n".getBytes(StandardCharsets.ISO_8859_1);
        LogSample sample = LogSample.of(folder, "a.csv", log)
                .separator(';')
                .encoding("ISO-8859-1")
                .zone("Europe/Berlin");
        assertThat(sample.told()).containsExactly("Jörg Käse gekauft 2024-01-02T09:00:00Z");
        assertThat(sample.rows().get(0).touchpoint().getProperties()).containsEntry("city", "Köln");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-32", "GBK", "Shift_JIS", "windows-1252"})
    void readsOtherEncodings(String encoding) throws IOException {
        byte[] log = "who,what,when\nal|ice,b,2024-01-02\n".repeat(2000).getBytes(encoding);
        assertThat(LogSample.of(folder, "a.csv", log).encoding(encoding).told())
                .hasSize(2000)
                .containsOnly("al|ice b 2024-01-02T00:00:00Z");
    }

    @Test
    void aByteOrderMarkTellsTheEncoding() throws IOException {
        for (var encoding : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            byte[] log = "\uFEFFwho,what,when\n😀é,b,2024-01-02\n".getBytes(encoding);
            assertThat(LogSample.of(folder, "a.csv", log).told()).containsExactly("😀é b 2024-01-02T00:00:00Z");
        }
    }

    @Test
    void badRowsAreRejectedWithTheirLineAndReason() throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        log.writeBytes("""
                who,what,when,felt
                a,b,2024-01-02,
                a,b
                a,b,2024-01-02,0,more
                ,b,2024-01-02,
                a, ,2024-01-02,
                a,b,,
                a,b,2024-02-30,
                a,b,1899-12-31,
                a,b,2024-01-02,1.01
                a,b,2024-01-02,glad
                "a"x,b,2024-01-02,
                """.getBytes(StandardCharsets.UTF_8));
        log.writeBytes(
                new byte[] {'a', (byte) 0xff, ',', 'b', ',', '2', '0', '2', '4', '-', '0', '1', '-', '0', '2', ','});
        log.writeBytes("\na,b,2024-01-03,,\n\"never closed,b,2024-01-02,\nz,b,2024-01-04,1\n"
                .getBytes(StandardCharsets.UTF_8));
        LogSample sample = LogSample.of(folder, "a.csv", log.toByteArray()).sentiment("felt");
        assertThat(sample.told())
                .containsExactly("a b 2024-01-02T00:00:00Z", "a b 2024-01-03T00:00:00Z", "z b 2024-01-04T00:00:00Z");
        assertThat(sample.rejected()).isEqualTo("""
                        line,reason,row
                        3,2 columns; the header has 4,"a,b"
                        4,5 columns; the header has 4,"a,b,2024-01-02,0,more"
                        5,no customer,",b,2024-01-02,"
                        6,no event,"a, ,2024-01-02,"
                        7,no time,"a,b,,"
                        8,"time ""2024-02-30"" cannot be read; expected ISO 8601, yyyy-MM-dd HH:mm:ss, or seconds or milliseconds since 1970; otherwise give --time-format","a,b,2024-02-30,"
                        9,"impossible time ""1899-12-31""; expected the years 1900 to 9999","a,b,1899-12-31,"
                        10,"sentiment ""1.01""; expected a number from -1 to 1","a,b,2024-01-02,1.01"
                        11,"sentiment ""glad""; expected a number from -1 to 1","a,b,2024-01-02,glad"
                        12,text after a closing quote,\"""a""x,b,2024-01-02,"
                        13,"column 1 has bytes that are not UTF-8, see --encoding","a\uFFFD,b,2024-01-02,"
                        15,a quote that is never closed,\"""never closed,b,2024-01-02,"
                        """);
    }

    @Test
    void aRowLongerThanAMegabyteIsRejectedAndTheNextOneRead() throws IOException {
        String log = "who,what,when\na," + "x".repeat(3_000_000) + "\nb,c,2024-01-02\n";
        assertThat(LogSample.of(folder, "a.csv", log).told()).containsExactly("b c 2024-01-02T00:00:00Z");
    }

    @Test
    void rowsAreTheSameWhereverTheyLieInTheFile() throws IOException {
        StringBuilder log = new StringBuilder("who,what,when,note\n");
        for (int i = 0; i < 30_000; i++) {
            log.append("c")
                    .append(i % 7)
                    .append(",\"e\"\"")
                    .append(i)
                    .append("\",2024-01-02,")
                    .append("y".repeat(i % 41))
                    .append("\r\n");
        }
        List<LogRow> rows = LogSample.of(folder, "a.csv", log.toString()).rows();
        assertThat(rows).hasSize(30_000);
        for (int i = 0; i < rows.size(); i++) {
            assertThat(rows.get(i).touchpoint().getEvent()).isEqualTo("e\"" + i);
            assertThat(rows.get(i).order()).isEqualTo(i + 2);
        }
    }

    @Test
    void aMissingColumnIsToldWithTheColumnsThereAre() throws IOException {
        LogSample sample = LogSample.of(folder, "a.csv", "user,what,at\n1,2,3\n");
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageEndingWith(
                        "a.csv: no column \"who\" (--customer), no column \"when\" (--time); its columns are: user, what, at");
    }

    @Test
    void aWrongSeparatorIsGuessedAt() throws IOException {
        LogSample sample = LogSample.of(folder, "a.csv", "who;what;when\n");
        assertThatThrownBy(sample::rows).hasMessageContaining("is the separator right? It is ','");
    }

    @Test
    void aColumnThatIsThereTwiceIsTold() throws IOException {
        LogSample sample = LogSample.of(folder, "a.csv", "who,who,what,when\n");
        assertThatThrownBy(sample::rows).hasMessageContaining("column \"who\" (--customer) is there twice");
    }

    @Test
    void otherColumnsOfOneNameAndOfNoneAreToldApart() throws IOException {
        assertThat(LogSample.of(folder, "a.csv", "who,what,when,n,n,\n1,2,2024-01-02,x,y,z\n")
                        .rows()
                        .get(0)
                        .touchpoint()
                        .getProperties())
                .isEqualTo(Map.of("n", "x", "n_5", "y", "column_6", "z"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void ofALineThatIsTooLongOneRowIsRejectedAndTheNextOnesKeepTheirLines(String end) throws IOException {
        String log =
                "who,what,when" + end + "x".repeat(3_000_000) + end + "a,b,yesterday" + end + "b,c,2024-01-02" + end;
        LogSample sample = LogSample.of(folder, "log.csv", log);

        assertThat(sample.told()).containsExactly("b c 2024-01-02T00:00:00Z");
        assertThat(sample.rejected().lines().map(line -> line.substring(0, Math.min(line.length(), 22))))
                .containsExactly("line,reason,row", "2,longer than 1048576 ", "3,\"time \"\"yesterday\"\" ");
    }

    @Test
    void lifecyclesAreAskedOfXesAlone() throws IOException {
        LogSample sample = LogSample.of(folder, "log.csv", "who,what,when\na,b,2024-01-02\n")
                .lifecycle(Lifecycle.COMPLETE);
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageStartingWith("--lifecycle complete: is for XES logs only, and ")
                .hasMessageEndingWith("expected all, or the option left out");
    }
}
