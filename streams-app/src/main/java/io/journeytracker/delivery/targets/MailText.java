package io.journeytracker.delivery.targets;

import java.util.Optional;

/** The two bodies of an e-mail. */
final class MailText {

    private static final int LONGEST_LINE = 500;

    private MailText() {}

    static String plain(Notification n) {
        MessageTexts texts = MessageTexts.in(n.language());
        StringBuilder text = new StringBuilder(line(texts.title(n))).append("\n\n");
        for (AlertMessage alert : n.alerts()) {
            text.append("- ").append(line(texts.line(alert))).append('\n');
            acknowledgement(alert, texts)
                    .ifPresent(ack -> text.append("  ").append(ack).append('\n'));
            PlainText.link(alert)
                    .ifPresent(link -> text.append("  ").append(link).append('\n'));
            PlainText.acknowledge(alert).ifPresent(link -> text.append("  ")
                    .append(line(texts.acknowledge(alert.customer())))
                    .append(": ")
                    .append(link)
                    .append('\n'));
        }
        if (n.more() > 0) {
            text.append("- ").append(texts.more(n.more())).append('\n');
        }
        return text.append('\n').append(line(texts.reason(n))).append('\n').toString();
    }

    static String html(Notification n) {
        MessageTexts texts = MessageTexts.in(n.language());
        StringBuilder html = new StringBuilder("<!DOCTYPE html>\n<html lang=\"")
                .append(escaped(n.language()))
                .append("\"><head><meta charset=\"utf-8\"></head><body>\n<p><b>")
                .append(escaped(line(texts.title(n))))
                .append("</b></p>\n<ul>\n");
        for (AlertMessage alert : n.alerts()) {
            html.append("<li>").append(escaped(line(texts.line(alert))));
            acknowledgement(alert, texts).ifPresent(ack -> html.append("<br>").append(escaped(ack)));
            PlainText.link(alert).ifPresent(link -> html.append(anchor(link, texts.open(alert.customer()))));
            PlainText.acknowledge(alert)
                    .ifPresent(link -> html.append(anchor(link, texts.acknowledge(alert.customer()))));
            html.append("</li>\n");
        }
        if (n.more() > 0) {
            html.append("<li>").append(escaped(texts.more(n.more()))).append("</li>\n");
        }
        return html.append("</ul>\n<p><small>")
                .append(escaped(line(texts.reason(n))))
                .append("</small></p>\n</body></html>\n")
                .toString();
    }

    private static String anchor(String link, String text) {
        return "<br><a href=\"" + escaped(link) + "\">" + escaped(line(text)) + "</a>";
    }

    private static Optional<String> acknowledgement(AlertMessage alert, MessageTexts texts) {
        return alert.acknowledgement().map(texts::acknowledgement).map(MailText::line);
    }

    private static String line(String text) {
        return PlainText.line(text, LONGEST_LINE);
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
