package io.journeytracker.subscription;

import java.util.Map;

/**
 * What files of subscriptions say, together.
 *
 * @param texts every target and subscription alone, as the topic has it, by its key there
 */
public record SubscriptionFile(Subscriptions subscriptions, Map<String, String> texts) {}
