package io.journeytracker.query;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.definition.JourneyDefinition;
import io.journeytracker.definition.Stage;
import io.journeytracker.definition.Targets;
import io.journeytracker.journey.Cells;
import io.journeytracker.schema.MapCell;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** One stage of the merged map as JSON. */
record StageAnswer(JourneyDefinition map) {

    private static final String[] STATUS = {
        "active", "stalled", "churnedBySilence", "churnedByEvent", "completed", "exited"
    };
    private static final double P50 = 0.5;
    private static final double P95 = 0.95;
    private static final double MILLIS = 1000.0;

    ObjectNode of(Stage stage, MapCell cell) {
        ObjectNode node =
                MapAnswer.JSON.createObjectNode().put("id", stage.id()).put("title", stage.title());
        stage.owner().ifPresent(owner -> node.put("owner", owner));
        ArrayNode path = node.putArray("path");
        stage.path().forEach(path::add);
        node.put("terminal", map.terminal().contains(stage.id()));
        counts(cell, node);
        WhatWorks.of(cell, map.terminal().contains(stage.id()), node.putArray("compared"));
        stage.targets().ifPresent(targets -> targets(targets, new StageFigures(cell), node.putArray("targets")));
        return node;
    }

    /** What was counted, also of customers who are at no stage yet. */
    ObjectNode counts(MapCell cell, ObjectNode node) {
        StageFigures figures = new StageFigures(cell);
        outcomes(cell, node);
        node.put("imbalance", Cells.imbalance(cell));
        ObjectNode customers = node.putObject("customers");
        for (int i = 0; i < STATUS.length; i++) {
            customers.put(STATUS[i], cell.getCustomers().get(i));
        }
        node.put("stalled", figures.stalled());
        node.put("stalls", cell.getStalls()).put("recoveries", cell.getRecoveries());
        node.put("dissatisfied", cell.getDissatisfied());
        node.put("ended", figures.ended());
        number(node, "conversion", figures.conversion());
        ObjectNode emotion = node.putObject("emotion").put("touchpoints", cell.getEmotionCount());
        number(emotion, "felt", figures.felt());
        number(emotion, "expected", figures.expected(map));
        ObjectNode dwell = node.putObject("dwell").put("visits", figures.dwells());
        seconds(dwell, "p50AtMostSeconds", figures.dwellAtMost(P50));
        seconds(dwell, "p95AtMostSeconds", figures.dwellAtMost(P95));
        counts(cell.getStanding(), node.putObject("standing"));
        ArrayNode touchpoints = node.putArray("touchpoints");
        new TreeMap<>(cell.getTouchpoints()).forEach((key, count) -> touchpoints
                .addObject()
                .put("touchpoint", StageFigures.rule(key))
                .put("channel", StageFigures.channel(key))
                .put("count", count));
        return node;
    }

    static ObjectNode outcomes(MapCell cell, ObjectNode node) {
        return node.put("entered", cell.getEntered())
                .put("present", Cells.present(cell))
                .put("advanced", cell.getAdvanced())
                .put("back", cell.getBack())
                .put("completed", cell.getCompleted())
                .put("exited", cell.getExited())
                .put("churned", cell.getChurned())
                .put("expired", cell.getExpired())
                .put("mergedAway", cell.getMergedAway())
                .put("erased", cell.getErased())
                .put("corrected", cell.getCorrected());
    }

    private static void counts(Map<String, Long> counts, ObjectNode node) {
        new TreeMap<>(counts).forEach(node::put);
    }

    private static void targets(Targets targets, StageFigures figures, ArrayNode all) {
        targets.conversion().ifPresent(wanted -> {
            ObjectNode target = all.addObject()
                    .put("kind", "conversion")
                    .put("to", wanted.to())
                    .put("withinSeconds", wanted.within().toSeconds())
                    .put("target", wanted.atLeast())
                    .put("pending", figures.cell().getPending());
            figures.convertedInTime().ifPresent(share -> target.put("actual", MapAnswer.rounded(share))
                    .put("met", share >= wanted.atLeast()));
        });
        targets.emotionAtLeast().ifPresent(least -> {
            ObjectNode target = all.addObject().put("kind", "emotion").put("target", least);
            figures.felt().ifPresent(felt -> target.put("actual", MapAnswer.rounded(felt))
                    .put("met", felt >= least));
        });
        targets.dwell()
                .flatMap(Targets.Dwell::p50)
                .ifPresent(p50 -> dwell("dwellP50", p50.toMillis(), P50, figures, all));
        targets.dwell()
                .flatMap(Targets.Dwell::p95)
                .ifPresent(p95 -> dwell("dwellP95", p95.toMillis(), P95, figures, all));
    }

    private static void dwell(String kind, long most, double share, StageFigures figures, ArrayNode all) {
        ObjectNode target = all.addObject().put("kind", kind).put("targetSeconds", most / MILLIS);
        if (figures.dwells() > 0) {
            seconds(target, "actualAtMostSeconds", figures.dwellAtMost(share));
            target.put("met", figures.longerThan(most) <= 1 - share);
        }
    }

    private static void number(ObjectNode node, String field, OptionalDouble value) {
        value.ifPresent(number -> node.put(field, MapAnswer.rounded(number)));
    }

    private static void seconds(ObjectNode node, String field, OptionalLong millis) {
        if (millis.isPresent() && millis.getAsLong() != Long.MAX_VALUE) {
            node.put(field, millis.getAsLong() / MILLIS);
        }
    }
}
