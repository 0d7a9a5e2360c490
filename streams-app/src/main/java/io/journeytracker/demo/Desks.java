package io.journeytracker.demo;

import java.util.List;

/** Two teams of the demo who are told of alerts. */
public final class Desks {

    /** Whom messages are for, by the topic that they go to. */
    public record Desk(String topic, String team) {}

    public static final List<Desk> ALL =
            List.of(new Desk("demo-shop-desk", "Shop service"), new Desk("demo-crm-desk", "Customer relations"));

    /** What they want to hear, in the language of docs/alerts.md. */
    public static final String SUBSCRIPTIONS = """
        targets:
          - {id: shop-desk, type: kafka, topic: demo-shop-desk}
          - {id: crm-desk, type: kafka, topic: demo-crm-desk}
        subscriptions:
          - name: stuck-customers
            team: Shop service
            what: {kinds: stall}
            targets: shop-desk
            group: {by: stage, wait: 2s, interval: 30s}
          - name: lost-customers
            team: Customer relations
            what: {kinds: churn}
            targets: crm-desk
            cool-down: 1h
        """;

    private Desks() {}
}
