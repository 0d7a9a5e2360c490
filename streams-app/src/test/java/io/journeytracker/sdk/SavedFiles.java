package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * What the page saved and printed, held to the numbers that {@link MapInBrowserTest} knows.
 *
 * @param seen what the browser told, by step
 * @param markup stands in the map's names
 * @param hostile how many notes there are
 */
record SavedFiles(Map<String, JsonNode> seen, String markup, int hostile) {

    private static final String ASSOCIATION = "an association, not a cause";
    private static final int STAGES = 50;
    /** In points; print of the size of a footnote. */
    private static final double READABLE = 6;

    void holdTheNumbers() {
        theMap();
        theFlow();
        theOtherViews();
        theViewOfADepartment();
        onPaper();
    }

    private JsonNode saved(String step, String way) {
        return seen.get("saved " + step).get(way);
    }

    /** The lines of a table that have these cells. */
    private List<JsonNode> lines(String step, String way, Map<String, String> cells) {
        return StreamSupport.stream(saved(step, way).get("lines").spliterator(), false)
                .filter(line -> cells.entrySet().stream()
                        .allMatch(cell -> line.path(cell.getKey()).asText("").equals(cell.getValue())))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private void theMap() {
        String csv = "CSV of the numbers";
        assertThat(saved("map", csv).get("name").textValue()).isEqualTo("shop-1.csv");
        List<JsonNode> stages = saved("map", csv).findParents("entered");
        assertThat(stages)
                .extracting(line -> line.get("stage").textValue()
                        + ' '
                        + line.get("entered").textValue()
                        + ' '
                        + line.get("present").textValue())
                .containsExactly("browse 211 201", "cart 10 7", "bought 3 0");
        assertThat(stages)
                .extracting(line -> line.get("dissatisfied").textValue()
                        + ' '
                        + line.get("stalls").textValue()
                        + ' '
                        + line.get("dwellVisits").textValue())
                .as("dissatisfied, stalls, dwells")
                .containsExactly("0 0 10", "0 0 3", "0 0 0");
        assertThat(lines("map", csv, Map.of("move", "forward")))
                .extracting(line -> line.get("stage").textValue()
                        + ' '
                        + line.get("to").textValue()
                        + ' '
                        + line.get("count").textValue())
                .containsExactly("browse cart 10", "cart bought 3");
        assertThat(lines("map", csv, Map.of("endedAs", "completed", "stage", "bought", "count", "3")))
                .hasSize(1);
        assertThat(lines("map", csv, Map.of("event", "Waved " + markup, "atMost", "2")))
                .as("events that no rule names")
                .hasSize(1);
        assertThat(lines("map", csv, Map.of("by", "touchpoint", "stage", "browse")))
                .as("what goes with going on, and of the others")
                .isNotEmpty()
                .allSatisfy(line -> {
                    assertThat(line.get("otherVisits").textValue()).isNotEmpty();
                    assertThat(line.get("remark").textValue()).contains(ASSOCIATION);
                });
        assertThat(lines("map", csv, Map.of("ofJourney", "shop", "ofVersion", "1", "complete", "true")))
                .as("every line says of which map it is")
                .hasSameSizeAs(saved("map", csv).get("lines"));
        whatPeopleSay();
        JsonNode json = saved("map", "JSON").get("json");
        assertThat(json.get("stages")).hasSize(3);
        assertThat(json.at("/said/notes")).hasSize(hostile);
        assertThat(json.at("/said/painPoints")).hasSize(2);
        assertThat(json.at("/flow/moves/0/count").intValue()).isEqualTo(10);
        assertThat(json.at("/gaps/unnamed/0/event").textValue()).isEqualTo("Waved " + markup);
        JsonNode svg = saved("map", "SVG");
        opens(svg);
        assertThat(String.join("\n", texts(svg.get("texts"))))
                .contains("10 visits began", "#1 Fees", "The fee", "188 more notes", "Who they are, and what they want")
                .contains(ASSOCIATION);
        isNotBlank(saved("map", "PNG"), svg);
    }

    private void whatPeopleSay() {
        String said = "CSV of pain points and notes";
        assertThat(lines("map", said, Map.of("kind", "note"))).hasSize(hostile);
        assertThat(lines("map", said, Map.of("kind", "pain point")))
                .extracting(line -> line.get("text").textValue())
                .containsExactlyInAnyOrder("The fee " + markup, "Fees " + markup);
        assertThat(lines("map", said, Map.of("kind", "note")))
                .as("no formula, whoever wrote it")
                .extracting(line -> line.get("text").textValue())
                .anyMatch(text -> text.startsWith("'=cmd|' /C calc'!A1 "))
                .noneMatch(text -> text.startsWith("="));
    }

    private void theFlow() {
        assertThat(seen.get("saved flow").get("of").textValue()).isEqualTo("The flow");
        assertThat(lines("flow", "CSV of the flow", Map.of("stage", "browse", "to", "cart", "count", "10")))
                .hasSize(1);
        JsonNode svg = saved("flow", "SVG");
        opens(svg);
        assertThat(texts(svg.get("texts")))
                .contains("10", "3", "201 here", "7 here", "✓ 3 completed")
                .as("the picture of the map")
                .doesNotContain("10 visits began");
        isNotBlank(saved("flow", "PNG"), svg);
    }

    private void theOtherViews() {
        assertThat(lines(
                        "compare",
                        "CSV of the comparison",
                        Map.of("stage", "browse", "figure", "Visits", "a", "211", "b", "0", "bMinusA", "-211")))
                .as("everybody, and one persona")
                .hasSize(1)
                .allSatisfy(
                        line -> assertThat(line.get("bOfPersona").textValue()).isEqualTo("deals"));
        assertThat(lines("gaps", "CSV of the gaps", Map.of("event", "Waved " + markup, "atLeast", "2")))
                .hasSize(1);
        assertThat(lines("gaps", "CSV of the gaps", Map.of("gap", "silent"))).hasSize(10);
        assertThat(lines("behind", "CSV of the list", Map.of("times", "1", "next", "cart", "ofCustomers", "10")))
                .extracting(line -> line.get("customer").textValue())
                .containsExactlyInAnyOrder("u-0", "u-1", "u-2", "u-3", "u-4", "u-5", "u-6", "u-7", "u-8", "u-9");
        assertThat(lines("list", "CSV of the list", Map.of("stage", "browse", "ofCustomers", "201")))
                .as("more than a page of them, each once")
                .hasSize(hostile + 1)
                .doesNotHaveDuplicates();
        assertThat(lines("list", "CSV of the list", Map.of("customer", "late-comer")))
                .hasSize(1);
        assertThat(seen.get("saved list").get("notice").textValue()).isEqualTo("Saved 201 customers.");
        for (String role : List.of("analyst", "viewer")) {
            JsonNode bound = seen.get("bound").get(role);
            assertThat(bound.get("customers").intValue())
                    .as("of 25,000 for the " + role)
                    .isEqualTo(10_000);
            assertThat(bound.get("last").textValue()).isEqualTo("c9999");
            assertThat(bound.get("asked").intValue()).as("pages").isEqualTo(50);
            assertThat(texts(bound.get("progress")))
                    .as("how far it is")
                    .startsWith("", "200 of 10000", "400 of 10000")
                    .endsWith("10000 of 10000");
            assertThat(bound.get("left").isNull()).as("left on the way").isTrue();
            assertThat(bound.get("untilLeft").intValue())
                    .as("pages until it was left")
                    .isEqualTo(2);
        }
    }

    private void theViewOfADepartment() {
        String csv = "CSV of the numbers";
        assertThat(saved("department", csv).get("name").textValue()).isEqualTo("shop-1-deals.csv");
        assertThat(saved("department", csv).get("lines"))
                .allSatisfy(line -> assertThat(line.path("ofPersona").asText())
                        .as("whose the numbers are; events are counted of all: " + line)
                        .isEqualTo(line.has("event") ? "" : "deals"));
        assertThat(lines("department", csv, Map.of("event", "Waved " + markup))).hasSize(1);
        JsonNode svg = saved("department", "SVG");
        opens(svg);
        assertThat(texts(svg.get("texts")))
                .anyMatch(text -> text.contains("in front: sales"))
                .as("what is said of stages of others")
                .noneMatch(text -> text.contains("more notes"));
        assertThat(svg.get("width").intValue())
                .as("less of the others")
                .isLessThanOrEqualTo(saved("map", "SVG").get("width").intValue());
    }

    private static void opens(JsonNode svg) {
        assertThat(svg.get("broken").booleanValue())
                .as("the picture is not well-formed")
                .isFalse();
        assertThat(svg.get("unlike").intValue())
                .as("what needs a style sheet or leads elsewhere")
                .isZero();
    }

    /** Twice as fine, with letters, and with the first stage in its colour. */
    private static void isNotBlank(JsonNode png, JsonNode svg) {
        assertThat(png.get("width").intValue()).isEqualTo(2 * svg.get("width").intValue());
        assertThat(png.get("height").intValue()).isEqualTo(2 * svg.get("height").intValue());
        assertThat(png.get("drawn").intValue())
                .as("pixels that are not paper")
                .isGreaterThan(png.get("width").intValue() * png.get("height").intValue() / 100);
        assertThat(png.get("ofFirst").intValue())
                .as("pixels of the first stage")
                .isGreaterThan(10_000);
    }

    private void onPaper() {
        JsonNode paper = seen.get("paper");
        assertThat(paper.get("pdf").textValue()).isEqualTo("%PDF-");
        assertThat(paper.get("sheet").get(0).intValue())
                .as("points across an A3 sheet on its side")
                .isBetween(1_180, 1_200);
        JsonNode printed = seen.get("printed");
        List<String> present = new ArrayList<>(Collections.nCopies(STAGES, "0"));
        present.set(20, "2");
        present.set(48, "3");
        assertThat(texts(printed.get("present"))).as("here now, by stage").isEqualTo(present);
        assertThat(texts(printed.get("sheets")).stream()
                        .map(text -> text.replaceFirst(".*stages ", ""))
                        .collect(Collectors.toList()))
                .hasSize(7)
                .startsWith("1 to 7 of 50")
                .endsWith("44 to 50 of 50");
        assertThat(printed.get("pages").intValue())
                .as("the sheets, and what stands below the map")
                .isBetween(8, 9);
        assertThat(printed.get("association").booleanValue()).isTrue();
        assertThat(printed.get("smallest").doubleValue())
                .as("points of the smallest letters")
                .isGreaterThan(READABLE);
        assertThat(printed.get("flow")).as("sheets of the flow").hasSizeBetween(3, 5);
        List<String> nodes = new ArrayList<>();
        printed.get("flow").forEach(sheet -> nodes.addAll(texts(sheet)));
        assertThat(nodes.stream().filter(text -> !text.equals("0 here"))).containsExactly("2 here", "3 here");
        assertThat(nodes).as("stages of the flow").hasSize(STAGES);
        assertThat(printed.get("flowSmallest").doubleValue()).isGreaterThan(READABLE);
        assertThat(printed.get("left").intValue())
                .as("sheets that stay on the screen")
                .isZero();
    }
}
