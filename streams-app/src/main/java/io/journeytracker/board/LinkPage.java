package io.journeytracker.board;

/** The page behind a link in a message: plain HTML, without scripts. */
final class LinkPage {

    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
            <head>
              <meta charset="utf-8">
              <meta name="viewport" content="width=device-width, initial-scale=1">
              <title>%1$s</title>
              <link rel="stylesheet" href="/map/map.css">
            </head>
            <body>
            <main>
            """;
    private static final String FORM = """
            <form class="sign-in" method="post" action="%s">
              <h1>Take care of this alert?</h1>
              <p>%s</p>
              %s
              <label>Your name <input type="text" name="by" maxlength="200" required autocomplete="name"></label>
              <label>Note, if there is something to say <input type="text" name="note" maxlength="1000"></label>
              <button>Acknowledge</button>
            </form>
            """;
    private static final String TOLD = "<div class=\"sign-in\"><h1>%s</h1><p>%s</p></div>\n";
    private static final String PROBLEM = "<p class=\"notice\" role=\"alert\">%s</p>";
    private static final String FOOT = "</main>\n</body>\n</html>\n";

    private LinkPage() {}

    /** @param problem with what was sent before; empty: none */
    static String form(String about, String problem, String action) {
        return HEAD.formatted("Acknowledge an alert")
                + FORM.formatted(
                        escaped(action), escaped(about), problem.isEmpty() ? "" : PROBLEM.formatted(escaped(problem)))
                + FOOT;
    }

    static String told(String title, String text) {
        return HEAD.formatted(escaped(title)) + TOLD.formatted(escaped(title), escaped(text)) + FOOT;
    }

    /** For text and for attributes in quotes. */
    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
