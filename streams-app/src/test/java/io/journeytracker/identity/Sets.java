package io.journeytracker.identity;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Journeys that are no more than the names of their touchpoints. */
final class Sets implements GraphInMotion.Journeys {

    final Map<String, Set<Object>> touchpoints = new TreeMap<>();

    @Override
    public void touch(String customer, Object touchpoint) {
        touchpoints.computeIfAbsent(customer, any -> new HashSet<>()).add(touchpoint);
    }

    @Override
    public Object handOver(String customer, String winner) {
        return touchpoints.remove(customer);
    }

    @Override
    public void takeOver(String customer, Object theirs) {
        touchpoints.computeIfAbsent(customer, any -> new HashSet<>()).addAll((Set<?>) theirs);
    }

    @Override
    public void erase(String customer) {
        touchpoints.remove(customer);
    }
}
