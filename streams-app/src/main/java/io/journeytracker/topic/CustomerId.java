package io.journeytracker.topic;

import java.nio.charset.StandardCharsets;

/**
 * How an identifier is written where it names a customer: a user's id as it is, any other as {@code kind~value}, for instance
 * {@code anonymous~3f2a}. A user's id that has a tilde in it is written with its kind too, so that no two are alike.
 */
public final class CustomerId {

    /** The kind of the ids by which the company knows its customers. */
    public static final String USER = "user";

    /** The kind of the ids of cookies and installations. */
    public static final String ANONYMOUS = "anonymous";

    /** Stands between kind and value. */
    static final char MARK = '~';

    private CustomerId() {}

    public static String of(String kind, String value) {
        return kind.equals(USER) && value.indexOf(MARK) < 0 ? value : kind + MARK + value;
    }

    /** Whether it is what {@link #of} writes, without writing it. */
    public static boolean is(String customer, String kind, String value) {
        if (kind.equals(USER) && value.indexOf(MARK) < 0) {
            return customer.equals(value);
        }
        return customer.length() == kind.length() + 1 + value.length()
                && customer.charAt(kind.length()) == MARK
                && customer.startsWith(kind)
                && customer.endsWith(value);
    }

    public static String kind(String customer) {
        int mark = customer.indexOf(MARK);
        return mark < 0 ? USER : customer.substring(0, mark);
    }

    /** The identifier as its sender wrote it. */
    public static String value(String customer) {
        return customer.substring(customer.indexOf(MARK) + 1);
    }

    /** Whether the company knows who it is. */
    public static boolean isUser(String customer) {
        return kind(customer).equals(USER);
    }

    /** As {@link #isUser(String)}, of the id's UTF-8 bytes. */
    public static boolean isUser(byte[] customer) {
        for (byte each : customer) {
            if (each == MARK) {
                return isUser(new String(customer, StandardCharsets.UTF_8));
            }
        }
        return true;
    }
}
