package io.journeytracker.http;

import java.util.List;

/**
 * The answer to a question about health.
 *
 * @param reasons why not, for people; empty exactly if it is well
 */
public record Health(boolean ok, List<String> reasons) {

    public static Health of(List<String> reasons) {
        return new Health(reasons.isEmpty(), List.copyOf(reasons));
    }
}
