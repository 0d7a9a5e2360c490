package io.journeytracker.simulator;

import java.util.HashMap;
import java.util.Map;

/** What a visitor is about to buy. */
final class Basket {

    static final String CURRENCY = "EUR";
    private static final double DISCOUNT = 0.9;

    private long hundredths;
    private String coupon;
    private String order;

    void add(Product product, int quantity) {
        hundredths += product.price() * quantity;
    }

    void apply(String code) {
        coupon = code;
    }

    void ordered(String id) {
        order = id;
    }

    boolean isOrdered() {
        return order != null;
    }

    void empty() {
        hundredths = 0;
        coupon = null;
        order = null;
    }

    /** In units of the currency, to hundredths. */
    double total() {
        return Math.round(hundredths * (coupon == null ? 1 : DISCOUNT)) / 100.0;
    }

    /** Facts about it, for an event's properties. */
    Map<String, Object> facts() {
        Map<String, Object> facts = new HashMap<>();
        facts.put("value", total());
        if (coupon != null) {
            facts.put("coupon", coupon);
        }
        if (order != null) {
            facts.put("order_id", order);
        }
        return facts;
    }
}
