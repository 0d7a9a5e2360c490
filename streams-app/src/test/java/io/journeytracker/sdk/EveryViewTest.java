package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.journeytracker.runtime.JourneyTracker;
import io.journeytracker.testing.Promised;
import io.journeytracker.testing.TrackerFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * Every view of the page in Debian's Chromium, driven by Selenium, with a map that has everything: its numbers, its counts against the API, and 200
 * hostile texts in every name and every property, of which nothing runs.
 */
@Tag("sdk")
class EveryViewTest {

    /** Goes to one customer after the other, as links within the page do, and tells what stands there of each. */
    private static final String EVERY_CUSTOMER = """
            const [customers, done] = arguments;
            const seen = [];
            const next = () => {
              if (seen.length === customers.length) { done(seen); return; }
              const wanted = customers[seen.length];
              history.pushState(null, '', `/map?${new URLSearchParams({ journey: 'rich', view: 'customer', customer: wanted })}`);
              dispatchEvent(new PopStateEvent('popstate'));
              const end = Date.now() + 5000;
              const look = () => {
                const who = document.querySelector('.who');
                const told = document.querySelector('#told');
                if ((who && told && who.textContent === wanted) || Date.now() > end) {
                  seen.push([...document.querySelectorAll('.timeline li:not(.move) span')].map(node => node.textContent).join('\\n'));
                  next();
                } else {
                  setTimeout(look, 5);
                }
              };
              look();
            };
            next();
            """;

    /** Customers that are looked at in one document. */
    private static final int BATCH = 50;

    private static final List<String> TEXTS = HostileTexts.all();

    @TempDir
    Path directory;

    private RichShop shop;
    private Browser browser;
    private MapPage page;
    private Line line;

    @Test
    void everyViewTellsTheNumbersAndRunsNothing() throws IOException {
        assumeTrue(Node.chromium().isPresent(), "no Chromium here: install chromium");
        assumeTrue(Node.chromeDriver().isPresent(), "no driver of Chromium here: install chromium-driver");
        Path sources = Files.writeString(
                directory.resolve("sources.yaml"), "sources: [{name: web, keys: [" + RichShop.WRITE_KEY + "]}]");
        Map<String, String> settings = Map.of(
                "journey.access.operator.keys",
                RichShop.KEY,
                "journey.intake.sources",
                sources.toString(),
                "journey.intake.host",
                "127.0.0.1",
                "journey.intake.port",
                "0");
        Path downloads = Files.createDirectory(directory.resolve("downloads"));
        try (TrackerFixture world = new TrackerFixture(directory.resolve("state"), settings);
                JourneyTracker tracker = world.start();
                Line cable = new Line(tracker.address());
                Browser chromium = new Browser(
                        Node.chromeDriver().orElseThrow(), Node.chromium().orElseThrow(), cable.address(), downloads)) {
            shop = new RichShop(tracker);
            browser = chromium;
            page = new MapPage(browser, shop);
            line = cable;
            signIn();
            shop.publish();
            shop.customers();
            await().until(() ->
                    shop.present().equals(Map.of("arrive", 0, "look", 4, "cart", 12, "buy", 12, "love", 0)));
            shop.hostile();
            await().until(shop::settled);
            everyCustomer();
            shop.said(world);
            await().until(
                            () -> shop.ask("/api/journeys/rich/annotations").get("notes"),
                            notes -> notes.size() == TEXTS.size());
            ViewNumbers numbers = new ViewNumbers(browser, page);
            numbers.theMap();
            numbers.whatPeopleSay();
            numbers.theFlow();
            numbers.theComparison();
            numbers.theGaps();
            theOtherPages();
            itMovesUnderTheKeyboard();
            itComesBack();
            whatIsSaved(downloads);
            assertThat(browser.strangers()).as("asked of anybody else").isEmpty();
        }
    }

    private void signIn() {
        browser.open("/map");
        browser.find(".sign-in input").sendKeys(RichShop.KEY, Keys.ENTER);
        await().until(() -> browser.text("#notice").startsWith("No journey map is published yet"));
        // That the page asks whose it is, and is told that it does not know.
        assertThat(browser.complaints()).allMatch(each -> each.contains("/api/session") && each.contains("401"));
        browser.find(".foot a[href='/map/steps']").click();
        browser.find("#way button");
        page.nothingRan("the way to a first map");
    }

    /** In lists, and then each with a story that has the text wherever it tells one. */
    private void everyCustomer() {
        List<String> listed = new ArrayList<>();
        for (String those :
                List.of("present", "present&offset=50", "present&offset=100", "present&offset=150", "exited")) {
            page.view("&view=customers&stage=arrive&status=" + those, "#view tbody tr");
            listed.addAll(browser.texts("#view tbody td:first-child"));
        }
        List<String> texts =
                Stream.concat(TEXTS.stream(), RichShop.EXTREMES.stream()).toList();
        List<String> names = texts.stream().map(RichShop::named).toList();
        assertThat(listed).containsExactlyInAnyOrderElementsOf(names);
        List<String> told = new ArrayList<>();
        for (int i = 0; i < names.size(); i += BATCH) {
            // A document may change its address 200 times in ten seconds.
            page.view("&view=customer", ".search");
            told.addAll(
                    Browser.listed(browser.wait(EVERY_CUSTOMER, names.subList(i, Math.min(names.size(), i + BATCH)))));
        }
        IntStream.range(0, names.size())
                .forEach(i -> assertThat(told.get(i)).as(names.get(i)).contains(RichShop.told(texts.get(i), i)));
        page.nothingRan("one customer after the other");
    }

    private void theOtherPages() {
        page.view("&view=customers&stage=arrive&count=entered", "#view tbody tr");
        assertThat(browser.text("#count"))
                .startsWith("203 customers: 203 visits that began at " + MapPage.title("arrive"));
        browser.open("/alerts");
        browser.find("#list li");
        assertThat(String.join("\n", browser.texts("#list li"))).contains("is stuck at arrive of rich");
        page.nothingRan("alerts");
        browser.open("/map/steps");
        browser.find("#begin summary").click();
        browser.find("#begin .from button").click();
        browser.find("#yes").click();
        await().until(() -> browser.text("#objective").equals(TEXTS.get(0)));
        for (int step = 1; step <= 7; step++) {
            browser.find("#way li:nth-child(" + step + ") button").click();
            page.nothingRan("step " + step);
        }
        await().until(() -> browser.text("#standing"), said -> said.contains("valid. Version 1 is live"));
    }

    /** From the address bar over the skip link to a count, which moves under the focus, and opens its list. */
    private void itMovesUnderTheKeyboard() {
        page.view("", ".stage");
        browser.focused().sendKeys(Keys.TAB);
        browser.focused().sendKeys(Keys.ENTER);
        assertThat(browser.focused().getDomAttribute("id"))
                .as("beyond the skip link")
                .isEqualTo("view");
        // From the end of the first stage, since each of its counts and buttons is a step, too.
        browser.run("document.querySelector('.stage .row-notes button').focus()");
        for (int i = 0; i < 10 && !onTheCount(); i++) {
            browser.focused().sendKeys(Keys.TAB);
        }
        assertThat(browser.focused().getText()).isEqualTo("87 visits began");
        long sent = System.currentTimeMillis();
        shop.now("c-live", "Viewed");
        await().pollInterval(Duration.ofMillis(20))
                .until(() -> page.row("people", 1).contains("88 visits began"));
        assertThat(System.currentTimeMillis() - sent)
                .as("milliseconds from the event to the page")
                .isLessThan(Promised.millis(2_000));
        assertThat(browser.focused().getText()).as("where the focus is").isEqualTo("88 visits began");
        browser.focused().sendKeys(Keys.ENTER);
        assertThat(browser.text("#count")).contains("visits that began at " + MapPage.title("look"));
        page.nothingRan("the list of a count");
    }

    private boolean onTheCount() {
        String address = browser.focused().getDomAttribute("href");
        return address != null && address.contains("stage=look") && address.endsWith("count=entered");
    }

    /** The cable is pulled, something happens meanwhile, and it is put in again. */
    private void itComesBack() {
        page.view("", ".stage");
        await().until(() -> browser.text("#live").startsWith("● Live"));
        line.cut();
        await().until(() -> browser.text("#live").startsWith("⚠ Not connected"));
        shop.now("c-away", "Viewed");
        await().until(() -> shop.present().get("look") == 6);
        assertThat(page.row("people", 1)).contains("88 visits began");
        line.mend();
        await().until(() -> page.row("people", 1).contains("89 visits began"));
        await().until(() -> browser.text("#live").startsWith("● Live"));
        assertThat(browser.complaints()).as("while it was away").allMatch(each -> each.contains("net::ERR_"));
        assertThat(browser.wrong()).isEmpty();
    }

    private void whatIsSaved(Path downloads) throws IOException {
        for (String name : List.of("CSV", "JSON")) {
            browser.find("details:has(> #export) summary").click();
            browser.run(
                    "[...document.querySelectorAll('#export button')].find(button => button.textContent.startsWith(arguments[0])).click()",
                    name);
        }
        JsonNode look = Browser.json(Files.readString(saved(downloads, ".json")))
                .get("stages")
                .get(1);
        assertThat(look.get("title").textValue()).isEqualTo(MapPage.title("look"));
        assertThat(look.get("entered") + " visits began").isEqualTo("89 visits began");
        List<String> lines = Files.readAllLines(saved(downloads, ".csv"));
        List<String> head = Arrays.asList(lines.get(0).replace("\uFEFF", "").split(","));
        List<String> love = lines.stream()
                .filter(each -> each.contains("Recommends <b>us</b>"))
                .findFirst()
                .map(each -> Arrays.asList(each.split(",")))
                .orElseThrow();
        assertThat(love.get(head.indexOf("entered"))).isEqualTo("10");
        assertThat(love.get(head.indexOf("completed"))).isEqualTo("10");
        assertThat(page.row("people", 4)).contains("10 visits began", "10 completed");
        page.nothingRan("what is saved");
    }

    private static Path saved(Path downloads, String ending) {
        return await(ending)
                .until(
                        () -> {
                            try (Stream<Path> files = Files.list(downloads)) {
                                return files.filter(file -> file.toString().endsWith(ending))
                                        .toList();
                            }
                        },
                        files -> !files.isEmpty())
                .get(0);
    }
}
