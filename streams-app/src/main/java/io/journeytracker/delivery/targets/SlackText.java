package io.journeytracker.delivery.targets;

import java.util.regex.Pattern;

/**
 * Text for Slack and for what understands its messages. {@code & < >} are written as Slack wants them, which takes the power from links and
 * mentions there; words that call a whole channel elsewhere, and links of other kinds of markdown, are broken up by a space of no width.
 *
 * @see <a href="https://docs.slack.dev/messaging/formatting-message-text">Formatting message text</a>
 */
final class SlackText {

    private static final Pattern CALLS =
            Pattern.compile("@(?=(?:here|channel|everyone|all|group)\\b)", Pattern.CASE_INSENSITIVE);
    private static final Pattern LINKS = Pattern.compile("](?=[(\\[])");
    private static final String NO_WIDTH = "\u200b";

    private SlackText() {}

    /** One line, escaped, shorter than so many characters after that. */
    static String line(String text, int most) {
        String line = LINKS.matcher(CALLS.matcher(PlainText.line(text, most)).replaceAll("@" + NO_WIDTH))
                .replaceAll("]" + NO_WIDTH);
        StringBuilder escaped = new StringBuilder();
        for (int c : line.codePoints().toArray()) {
            String next = escaped(c);
            if (escaped.length() + next.length() >= most) {
                // Room is kept for what says that this is not all.
                return escaped + "…";
            }
            escaped.append(next);
        }
        return escaped.toString();
    }

    private static String escaped(int codePoint) {
        return switch (codePoint) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> Character.toString(codePoint);
        };
    }
}
