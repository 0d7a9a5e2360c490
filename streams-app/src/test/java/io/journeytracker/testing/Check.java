package io.journeytracker.testing;

/** What a build looks at besides tests, and ends at where it finds something; the quick one leaves it out. */
enum Check {
    ERROR_PRONE("error-prone", "mistakes that compile"),
    FORMAT("format", "spotless");

    private final String tag;
    private final String what;

    Check(String tag, String what) {
        this.tag = tag;
        this.what = what;
    }

    /** Whether a build in {@code mode} (quick, default or long) leaves it out. */
    boolean isLeftOut(String mode) {
        return mode.equals("quick");
    }

    String tag() {
        return tag;
    }

    String what() {
        return what;
    }
}
