package io.journeytracker.sdk;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers that every view of {@link RichShop}'s map is to show, each worked out by hand from what its customers do. */
final class ViewNumbers {

    private final Browser browser;
    private final MapPage page;

    ViewNumbers(Browser browser, MapPage page) {
        this.browser = browser;
        this.page = page;
    }

    void theMap() {
        page.view("", ".stage");
        assertThat(page.row("people", 0))
                .contains("153", "❚❚ 153 stalled", "203 visits began", "0 % went on →", "50 left ↓");
        assertThat(page.row("people", 1)).contains("4", "87 visits began", "52 % went on →", "40 left ↓");
        assertThat(page.row("people", 2))
                .contains(
                        "12",
                        "❚❚ 12 stalled",
                        "40 visits began",
                        "68 % went on → (too few to tell)",
                        "5 left ↓ 4 back ←");
        assertThat(page.row("people", 4)).contains("0", "10 visits began", "10 completed");
        assertThat(page.row("targets", 1))
                .containsExactly(
                        "✗", "30 % to buy in 10 min", "25 %: missed", "✗", "felt +0.60 or better", "+0.50: missed");
        assertThat(page.row("targets", 3)).containsExactly("✓", "half within 1 h", "≤ 1 min: met");
        // 30 of 40 with the film, 13 of 43 without: by Newcombe's formula +44.8 (+23.9 to +60.7).
        assertThat(page.row("touchpoints", 1))
                .containsSequence("◆ " + MapPage.title("film"), "40", "web 40", "▲ +45 points go on (+24 to +61)")
                .containsSequence("product: web 64, phone 20, store 3", "too few visits to tell what goes with it");
        assertThat(page.row("works", 1))
                .containsSequence("promotion SPRING", "50 % of 40 visits went on", "≈ −3.5 points go on (−24 to +17)");
        assertThat(page.row("channels", 1))
                .containsSequence("web", "67 % of 60 visits went on", "too few visits to tell what goes with it")
                .containsSequence("survey", "100 % of 10 visits went on, felt +0.50 content");
        assertThat(page.row("channels", 2)).containsSequence("phone", "100 % of 10 visits went on, felt −0.50 annoyed");
        assertThat(page.row("moments", 1)).containsExactly("◆ " + MapPage.title("film") + " · 40");
        assertThat(page.row("pains", 1)).containsSequence("⚠ 48 % of visits end with the customer gone", "40 visits");
        assertThat(browser.texts(".curve svg text"))
                .contains("+0.10 neutral", "High ▲ +0.50 content", "Low ▼ −0.42 annoyed");
        assertThat(browser.run("return document.querySelectorAll('.curve [stroke-dasharray=\"7 6\"]').length"))
                .as("dashed: what the author expected")
                .isEqualTo(1L);
        assertThat(browser.text("#ledger"))
                .startsWith("362 visits began: 181 go on, 72 moved forward, 4 back, 10 completed")
                .endsWith("✓ The ledger balances.");
        page.walk(60);
    }

    void whatPeopleSay() {
        browser.find(".stage .notes q");
        assertThat(browser.texts(".stage .notes q")).containsExactlyInAnyOrderElementsOf(HostileTexts.all());
        assertThat(String.join("\n", browser.texts(".stage .lives li")))
                .contains(HostileTexts.all().subList(0, RichShop.PAIN_POINTS));
        page.nothingRan("what people say");
    }

    void theFlow() {
        page.view("&view=flow", ".flow-node");
        assertThat(page.rows("#ideal tbody tr"))
                .containsExactly(
                        MapPage.title("look") + "|→ " + MapPage.title("cart") + "|40|48 %",
                        MapPage.title("cart") + "|→ " + MapPage.title("buy") + "|19|68 %",
                        MapPage.title("buy") + "|→ " + MapPage.title("love") + "|10|100 %");
        assertThat(page.rows("#deviations tbody tr"))
                .containsExactly(
                        MapPage.title("look") + "|↓ left by an exit|40|48 %",
                        MapPage.title("cart") + "|↓ churned|5|18 %",
                        MapPage.title("cart") + "|← back to " + MapPage.title("look") + "|4|14 %",
                        MapPage.title("look") + "|⤼ straight to " + MapPage.title("buy") + "|3|3.6 %");
        assertThat(browser.texts("svg.flow text"))
                .contains("↓ 40 left by an exit", "↓ 5 churned", "✓ 10 completed", "153 here");
        page.walk(20);
    }

    void theComparison() {
        page.view("&view=compare&persona2=berta", "#comparison");
        assertThat(page.rows("tr[data-stage=look]").get(0)).endsWith("|Visits|87|42|▼ −52 %");
        assertThat(page.rows("tr[data-stage=look]")).contains("Felt|+0.50|+0.50|= 0.00");
        page.walk(15);
    }

    void theGaps() {
        page.view("&view=gaps", "#silences tbody tr");
        assertThat(page.rows("#never-seen tbody tr"))
                .contains(HostileTexts.huge(2_000) + "|the map gives no rule for it");
        assertThat(page.rows("#apart tbody tr")).containsExactly("Felt well online, badly offline|1");
        assertThat(page.rows("#leaving tbody tr")).contains(MapPage.title("cart") + "|5|100 %");
        assertThat(page.rows("#unnamed tbody tr")).hasSize(50);
        page.walk(50);
        String shown = String.join("\n", browser.texts("body"));
        page.view("", ".stage");
        String all = shown + String.join("\n", browser.texts("body"));
        assertThat(HostileTexts.all().stream().filter(text -> !all.contains(text)))
                .as("names of the map that stand nowhere")
                .isEmpty();
    }
}
