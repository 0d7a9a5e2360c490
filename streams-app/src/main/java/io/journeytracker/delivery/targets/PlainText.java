package io.journeytracker.delivery.targets;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/** Texts that come from outside, made harmless for a place of one line. */
final class PlainText {

    private static final String ELLIPSIS = "…";
    private static final int LONGEST_LINK = 2_000;

    private PlainText() {}

    /**
     * One line without anything that is not seen: line ends, control characters, those that turn the direction of writing, and halves of
     * characters become spaces.
     *
     * @param most UTF-16 units; what is longer ends with an ellipsis
     */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder();
        text.codePoints().map(c -> isSeen(c) ? c : ' ').forEach(line::appendCodePoint);
        return cut(line.toString().strip(), most);
    }

    private static boolean isSeen(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /** The beginning; no character is cut in two. */
    static String cut(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = most - ELLIPSIS.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + ELLIPSIS;
    }

    /** The link to a customer, if it can be shown. */
    static Optional<String> link(AlertMessage alert) {
        return link(alert.link());
    }

    /** The link by which somebody says that they take care, if it can be shown. */
    static Optional<String> acknowledge(AlertMessage alert) {
        return link(alert.acknowledge());
    }

    /** One that can be shown: http or https, ASCII, at most 2,000 characters. */
    private static Optional<String> link(Optional<String> link) {
        return link.flatMap(text -> {
            try {
                URI uri = new URI(text);
                boolean web = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
                String ascii = uri.toASCIIString();
                return web && uri.getHost() != null && ascii.length() <= LONGEST_LINK
                        ? Optional.of(ascii)
                        : Optional.empty();
            } catch (URISyntaxException noLink) {
                return Optional.empty();
            }
        });
    }
}
