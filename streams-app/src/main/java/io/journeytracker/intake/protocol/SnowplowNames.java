package io.journeytracker.intake.protocol;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a self-describing event is called in the common e-commerce vocabulary, which the bundled maps use: Snowplow's own
 * events by a table, all others by their schema's name in words ({@code order_completed} is {@code Order Completed}).
 */
final class SnowplowNames {

    /** The types of {@code snowplow_ecommerce_action}. */
    private static final Map<String, String> COMMERCE = Map.ofEntries(
            Map.entry("product_view", "Product Viewed"),
            Map.entry("list_view", "Product List Viewed"),
            Map.entry("list_click", "Product Clicked"),
            Map.entry("promo_view", "Promotion Viewed"),
            Map.entry("promo_click", "Promotion Clicked"),
            Map.entry("add_to_cart", "Product Added"),
            Map.entry("remove_from_cart", "Product Removed"),
            Map.entry("checkout_step", "Checkout Started"),
            Map.entry("transaction", "Order Completed"),
            Map.entry("refund", "Order Refunded"),
            Map.entry("trns_error", "Payment Failed"));

    private static final Map<String, String> SCHEMAS = Map.ofEntries(
            Map.entry("add_to_cart", "Product Added"),
            Map.entry("remove_from_cart", "Product Removed"),
            Map.entry("site_search", "Products Searched"),
            Map.entry("ad_impression", "Ad Viewed"),
            Map.entry("ad_click", "Ad Clicked"),
            Map.entry("ad_conversion", "Ad Converted"),
            Map.entry("social_interaction", "Product Shared"),
            Map.entry("link_click", "Link Clicked"),
            Map.entry("button_click", "Button Clicked"),
            Map.entry("submit_form", "Form Submitted"),
            Map.entry("application_install", "Application Installed"),
            Map.entry("application_error", "Error Shown"));

    private SnowplowNames() {}

    static String event(SelfDescribing event) {
        if (event.name().equals("snowplow_ecommerce_action")) {
            String type = event.data().path("type").asText("");
            return COMMERCE.getOrDefault(type, words(type));
        }
        boolean own = event.vendor().startsWith("com.snowplowanalytics.");
        String name = own ? SCHEMAS.getOrDefault(event.name(), "") : "";
        return name.isEmpty() ? words(event.name()) : name;
    }

    private static String words(String name) {
        return Arrays.stream(name.split("[_\\s-]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }
}
