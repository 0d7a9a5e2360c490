package io.journeytracker.annotation;

/** Keys of the topic of annotations. Ids of journeys hold no slash. */
final class AnnotationKey {

    static final String PAIN_POINT = "pain-point/";
    static final String NOTE = "note/";
    static final String REVIEW = "review/";

    private AnnotationKey() {}

    static String painPoint(String journey, String id) {
        return PAIN_POINT + journey + '/' + id;
    }

    static String note(String journey, String id) {
        return NOTE + journey + '/' + id;
    }

    static String review(String journey) {
        return REVIEW + journey;
    }

    /** The journey of a key of any kind; empty: it is no such key. */
    static String journey(String key) {
        String[] parts = key.split("/", 3);
        return parts.length < 2 ? "" : parts[1];
    }
}
