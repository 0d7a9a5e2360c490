package io.journeytracker.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what a misspelt word was meant to be. */
public final class Suggestion {

    private static final int FARTHEST = 2;

    private Suggestion() {}

    /** A sentence to put after a message; empty where no word is near. */
    public static String among(Collection<String> words, String written) {
        return nearest(words, written)
                .map(word -> "; did you mean " + word + "?")
                .orElse("");
    }

    private static Optional<String> nearest(Collection<String> words, String written) {
        return words.stream()
                .filter(word -> !word.equals(written))
                .filter(word -> distance(word, written) <= Math.min(FARTHEST, Math.max(1, word.length() / 3)))
                .min(Comparator.comparingInt(word -> distance(word, written)));
    }

    /** Levenshtein's distance: insertions, deletions and replacements of one character. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
