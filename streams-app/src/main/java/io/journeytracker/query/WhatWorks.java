package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.EndedCount;
import io.journeytracker.schema.FeltCount;
import io.journeytracker.schema.MapCell;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Of one stage, what the visits that led on had in them and the others had not; and what was felt at each touchpoint and channel. */
final class WhatWorks {

    private static final double THOUSANDTHS = 1000.0;
    private static final EndedCount NONE = new EndedCount(0L, 0L, 0L);

    private WhatWorks() {}

    /** By kind and id. */
    static void of(MapCell cell, boolean terminal, ArrayNode all) {
        Map<String, EndedCount> ended = new TreeMap<>(cell.getEnded());
        Map<String, FeltCount> felt = new TreeMap<>();
        cell.getFelt().forEach((key, n) -> {
            add(felt, Cells.ENDED_TOUCHPOINT + '|' + StageFigures.rule(key), n);
            add(felt, Cells.ENDED_CHANNEL + '|' + StageFigures.channel(key), n);
        });
        EndedCount total = ended.getOrDefault(Cells.ENDED_ALL, NONE);
        ended.remove(Cells.ENDED_ALL);
        felt.remove(Cells.ENDED_TOUCHPOINT + "|other");
        felt.keySet().forEach(key -> ended.putIfAbsent(key, NONE));
        ended.forEach((key, with) -> one(key, with, total, terminal, felt.get(key), all.addObject()));
    }

    private static void add(Map<String, FeltCount> felt, String key, FeltCount more) {
        FeltCount sum = felt.computeIfAbsent(key, none -> new FeltCount(0L, 0L));
        sum.setSum(sum.getSum() + more.getSum());
        sum.setCount(sum.getCount() + more.getCount());
    }

    private static void one(
            String key, EndedCount with, EndedCount total, boolean terminal, FeltCount felt, ObjectNode node) {
        List<String> words = List.of(key.split("\\|", key.startsWith(Cells.ENDED_BREAKDOWN) ? 3 : 2));
        node.put("by", words.get(0));
        if (words.size() == 3) {
            node.put("breakdown", words.get(1));
        }
        node.put("id", words.get(words.size() - 1));
        if (!terminal) {
            long others = total.getVisits() - with.getVisits();
            long othersOnward = total.getOnward() - with.getOnward();
            node.put("visits", with.getVisits())
                    .put("onward", with.getOnward())
                    .put("stalled", with.getStalled())
                    .put("otherVisits", others)
                    .put("otherOnward", othersOnward);
            Effect.of(with.getOnward(), with.getVisits(), othersOnward, others)
                    .ifPresent(effect -> node.put("difference", MapAnswer.rounded(effect.difference()))
                            .put("low", MapAnswer.rounded(effect.low()))
                            .put("high", MapAnswer.rounded(effect.high())));
        }
        if (felt != null && felt.getCount() > 0) {
            node.put("feltTouchpoints", felt.getCount())
                    .put("felt", MapAnswer.rounded(felt.getSum() / THOUSANDTHS / felt.getCount()));
        }
    }
}
