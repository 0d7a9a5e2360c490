package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XesLogTest {

    private static final String LOG = """
            <?xml version="1.0" encoding="UTF-8"?>
            <log xes.version="1.0" xmlns="http://www.xes-standard.org/">
              <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
              <global scope="event"><string key="concept:name" value="unknown"/></global>
              <classifier name="Activity" keys="concept:name"/>
              <string key="origin" value="call centre"/>
              <trace>
                <string key="concept:name" value="case 1"/>
                <string key="region" value="north"/>
                <int key="age" value="41"/>
                <event>
                  <string key="concept:name" value="Call &amp; ask"/>
                  <string key="lifecycle:transition" value="START"/>
                  <date key="time:timestamp" value="2011-10-01T00:38:44.546+02:00"/>
                </event>
                <event>
                  <string key="concept:name" value="Call &amp; ask"/>
                  <string key="lifecycle:transition" value="complete"/>
                  <date key="time:timestamp" value="2011-12-01T00:40:00.000+01:00"/>
                  <float key="cost" value="2.5"><string key="unit" value="EUR"/></float>
                  <boolean key="solved" value="true"/>
                  <string key="region" value="south"/>
                  <string key="org:resource" value="phone"/>
                  <list key="tags"><values><string key="t" value="x"/></values></list>
                </event>
              </trace>
              <trace>
                <string key="concept:name" value="case 2"/>
                <event>
                  <string key="concept:name" value="Mail"/>
                  <date key="time:timestamp" value="2011-10-02T00:00:00Z"/>
                </event>
                <event><string key="concept:name" value="No time"/></event>
              </trace>
              <trace>
                <string key="concept:name" value="case 1"/>
                <event>
                  <string key="concept:name" value="Reopened"/>
                  <string key="lifecycle:transition" value="COMPLETE"/>
                  <date key="time:timestamp" value="2012-01-01T00:00:00Z"/>
                </event>
              </trace>
            </log>
            """;

    @TempDir
    private Path folder;

    private LogSample sample() throws IOException {
        return LogSample.of(folder, "log.xes", LOG).unnamed();
    }

    @Test
    void tracesAreCustomersAndACaseOpenedAgainIsTheSameOne() throws IOException {
        assertThat(sample().told())
                .containsExactly(
                        "case 1 Call & ask 2011-09-30T22:38:44.546Z",
                        "case 1 Call & ask 2011-11-30T23:40:00Z",
                        "case 2 Mail 2011-10-02T00:00:00Z",
                        "case 1 Reopened 2012-01-01T00:00:00Z");
        assertThat(sample().rows()).extracting(LogRow::order).containsExactly(1L, 2L, 3L, 5L);
    }

    @Test
    void completeKeepsCompletedEventsAndThoseWithoutALifecycle() throws IOException {
        assertThat(sample().lifecycle(Lifecycle.COMPLETE).told())
                .containsExactly(
                        "case 1 Call & ask 2011-11-30T23:40:00Z",
                        "case 2 Mail 2011-10-02T00:00:00Z",
                        "case 1 Reopened 2012-01-01T00:00:00Z");
    }

    @Test
    void attributesOfTraceAndEventBecomeTypedProperties() throws IOException {
        LogRow row = sample().channel("org:resource").rows().get(1);
        assertThat(row.touchpoint().getChannel()).isEqualTo("phone");
        assertThat(row.touchpoint().getProperties())
                .isEqualTo(Map.of(
                        "age", 41L,
                        "cost", 2.5,
                        "cost.unit", "EUR",
                        "solved", true,
                        "region", "south",
                        "tags.t", "x",
                        "lifecycle:transition", "complete"));
    }

    @Test
    void anEventWithoutATimeIsRejected() throws IOException {
        assertThat(sample().rejected()).isEqualTo("line,reason,row\n33,no time,case 2: {concept:name=No time}\n");
    }

    @Test
    void readsGzipWithoutANameThatTells() throws IOException {
        assertThat(LogSample.of(folder, "log", LogSample.gzip(LOG)).unnamed().told())
                .hasSize(4);
    }

    @Test
    void externalEntitiesAreNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "hidden");
        String log = LOG.replace("<log ", "<!DOCTYPE log [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>\n<log ")
                .replace("Mail", "&x;");
        LogSample sample = LogSample.of(folder, "log.xes", log).unnamed();
        assertThatThrownBy(sample::rows).isInstanceOf(LogException.class).hasMessageContaining("not well-formed XML");
    }

    @Test
    void millionsOfEscapedCharactersAreNoAttack() throws IOException {
        StringBuilder log = new StringBuilder("<log><trace><string key=\"concept:name\" value=\"a\"/>");
        String text = "&amp;&lt;&#233;".repeat(40);
        for (int i = 0; i < 30_000; i++) {
            log.append(
                    "<event><string key=\"concept:name\" value=\"e\"/><date key=\"time:timestamp\" value=\"2024-01-02\"/>"
                            + "<string key=\"n\" value=\"" + text + "\"/></event>");
        }
        assertThat(LogSample.of(folder, "log.xes", log + "</trace></log>")
                        .unnamed()
                        .rows())
                .hasSize(30_000);
    }

    @Test
    void brokenXmlIsToldWithItsLine() throws IOException {
        LogSample sample = LogSample.of(folder, "log.xes", LOG.substring(0, LOG.indexOf("</trace>")))
                .unnamed();
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageContaining("log.xes:26: not well-formed XML");
    }

    private static String events(String attributes) {
        return """
                <log><trace><string key="concept:name" value="case 1"/>
                <event>%s<string key="concept:name" value="A"/><date key="time:timestamp" value="2024-01-02"/></event>
                <event><string key="who" value="bob"/><string key="concept:name" value="B"/>\
                <date key="time:timestamp" value="2024-01-03"/></event>
                </trace></log>
                """.formatted(attributes);
    }

    @Test
    void attributesTooDeepEndTheLogWithAMessage() throws IOException {
        String deep = "<string key=\"a\" value=\"b\">".repeat(20_000) + "</string>".repeat(20_000);
        LogSample sample = LogSample.of(folder, "log.xes", events(deep)).unnamed();
        assertThatThrownBy(sample::rows)
                .isInstanceOf(LogException.class)
                .hasMessageContaining("log.xes:2")
                .hasMessageContaining("attributes inside one another, more than 64 deep");
    }

    @Test
    void anEventLongerThanAMegabyteIsRejectedAndTheNextOneRead() throws IOException {
        String large = "<string key=\"a\" value=\"" + "x".repeat(3_000_000) + "\"/>";
        LogSample sample = LogSample.of(folder, "log.xes", events(large)).unnamed();
        assertThat(sample.told()).containsExactly("case 1 B 2024-01-03T00:00:00Z");
        assertThat(sample.rejected()).startsWith("line,reason,row\n2,longer than 1048576 characters,");
    }

    @Test
    void theCustomerMayBeAnAttributeOfEachEvent() throws IOException {
        LogSample sample = LogSample.of(folder, "log.xes", events("<string key=\"who\" value=\"ann\"/>"));
        assertThat(sample.event("concept:name").time("time:timestamp").told())
                .containsExactly("ann A 2024-01-02T00:00:00Z", "bob B 2024-01-03T00:00:00Z");
    }
}
