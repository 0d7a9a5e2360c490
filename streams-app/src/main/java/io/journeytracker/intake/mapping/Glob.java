package io.journeytracker.intake.mapping;

/** Patterns in which {@code *} stands for any text, also none. At worst it takes as many steps as the lengths multiplied. */
final class Glob {

    private Glob() {}

    static boolean matches(String pattern, String text) {
        int at = 0;
        int inPattern = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            if (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
                star = inPattern++;
                resume = at;
            } else if (inPattern < pattern.length() && pattern.charAt(inPattern) == text.charAt(at)) {
                inPattern++;
                at++;
            } else if (star >= 0) {
                inPattern = star + 1;
                at = ++resume;
            } else {
                return false;
            }
        }
        while (inPattern < pattern.length() && pattern.charAt(inPattern) == '*') {
            inPattern++;
        }
        return inPattern == pattern.length();
    }
}
