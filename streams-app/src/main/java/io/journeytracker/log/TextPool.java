package io.journeytracker.log;

/**
 * Gives the same string for the same short text again and again: a log repeats its events, channels and customers, and
 * making a new string of each would cost more than all else in reading it. Bounded: a newcomer replaces what was in its
 * place.
 */
final class TextPool {

    private static final int SLOTS = 1 << 13;
    private static final int LONGEST = 48;

    private final TextEncoding encoding;
    private final String[] texts = new String[SLOTS];

    TextPool(TextEncoding encoding) {
        this.encoding = encoding;
    }

    /** @return null where the bytes are no text in the encoding */
    String get(byte[] bytes, int from, int to) {
        int length = to - from;
        if (length == 0) {
            return "";
        }
        if (length > LONGEST) {
            return encoding.strict(bytes, from, to);
        }
        int hash = length;
        int all = 0;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
            all |= bytes[i];
        }
        if (all < 0) {
            return encoding.strict(bytes, from, to);
        }
        int slot = (hash ^ hash >>> 13) & SLOTS - 1;
        String known = texts[slot];
        if (known != null && same(known, bytes, from, length)) {
            return known;
        }
        String text = encoding.lenient(bytes, from, to);
        texts[slot] = text;
        return text;
    }

    private static boolean same(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != bytes[from + i]) {
                return false;
            }
        }
        return true;
    }
}
