package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** The map's page in a browser, as a test looks at it. */
final class MapPage {

    private final Browser browser;
    private final RichShop shop;

    MapPage(Browser browser, RichShop shop) {
        this.browser = browser;
        this.shop = shop;
    }

    /** Opens a view, and holds that nothing ran there. */
    void view(String query, String ready) {
        browser.open("/map?journey=rich" + query);
        browser.find(ready);
        nothingRan(query);
    }

    void nothingRan(String where) {
        assertThat(browser.wrong()).as("what is wrong at " + where).isEmpty();
        assertThat(browser.complaints())
                .as("what the console was told at " + where)
                .isEmpty();
    }

    List<String> row(String name, int stage) {
        return browser.strings(
                "return document.querySelectorAll(`.stage .row-${arguments[0]}`)[arguments[1]].innerText.split('\\n').filter(line => line).slice(1)",
                name,
                stage);
    }

    /** Holds every count that is shown against the API: stories, which say whose they are, may come a moment later. */
    void walk(int least) {
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    CountWalk walk = new CountWalk(browser, shop);
                    assertThat(walk.walk()).as("counts").isGreaterThanOrEqualTo(least);
                    assertThat(walk.differences())
                            .as("counts that are not the API's")
                            .isEmpty();
                });
    }

    /** Cells with bars between them. */
    List<String> rows(String selector) {
        return browser.strings(
                "return [...document.querySelectorAll(arguments[0])].map(row => [...row.children].map(cell => cell.textContent).join('|'))",
                selector);
    }

    /** Of a stage or a touchpoint, as the map says. */
    static String title(String id) {
        JsonNode map = RichShop.map();
        return Stream.of("stages", "touchpoints")
                .flatMap(each -> map.get(each).findParents("title").stream())
                .filter(each -> each.get("id").textValue().equals(id))
                .findFirst()
                .orElseThrow()
                .get("title")
                .textValue();
    }
}
