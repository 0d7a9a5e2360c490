package io.journeytracker.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The first row of a delimited log: where the named columns are, and which ones become properties.
 *
 * @param width how many columns there are
 * @param event -1: none; likewise channel, sentiment and id
 * @param properties positions of the columns that become properties
 * @param names their names, all different
 */
record Header(
        int width,
        int customer,
        int event,
        int time,
        int channel,
        int sentiment,
        int id,
        int[] properties,
        String[] names) {

    /** @throws LogException if a named column is not there, or there twice */
    static Header of(String log, List<String> cells, Columns columns, String hint) {
        List<String> missing = new ArrayList<>();
        int[] named = {
            find(log, cells, Optional.of(columns.customer()), "--customer", missing),
            find(log, cells, Optional.of(columns.event()), "--event", missing),
            find(log, cells, Optional.of(columns.time()), "--time", missing),
            find(log, cells, columns.channel(), "--channel", missing),
            find(log, cells, columns.sentiment(), "--sentiment", missing),
            find(log, cells, columns.id(), "--id", missing)
        };
        columns.further().forEach((column, option) -> find(log, cells, Optional.of(column), option, missing));
        if (!missing.isEmpty()) {
            throw new LogException(log + ": no column " + String.join(", no column ", missing) + "; its columns are: "
                    + String.join(", ", cells) + hint);
        }
        Set<String> taken = new HashSet<>();
        List<String> names = new ArrayList<>();
        List<Integer> properties = new ArrayList<>();
        int others = RowBuilder.MOST_PROPERTIES - columns.further().size();
        for (int i = 0; i < cells.size(); i++) {
            boolean needed = columns.further().containsKey(cells.get(i));
            if (needed || !columns.names(cells.get(i)) && others-- > 0) {
                properties.add(i);
                names.add(unique(cells.get(i), i, taken));
            }
        }
        return new Header(
                cells.size(),
                named[0],
                named[1],
                named[2],
                named[3],
                named[4],
                named[5],
                properties.stream().mapToInt(Integer::intValue).toArray(),
                names.toArray(String[]::new));
    }

    private static int find(
            String log, List<String> cells, Optional<String> column, String option, List<String> missing) {
        if (column.flatMap(Columns::constant).isPresent() || column.isEmpty()) {
            return -1;
        }
        int at = cells.indexOf(column.get());
        if (at < 0) {
            missing.add("\"" + column.get() + "\" (" + option + ")");
        } else if (at != cells.lastIndexOf(column.get())) {
            throw new LogException(log + ": column \"" + column.get() + "\" (" + option + ") is there twice");
        }
        return at;
    }

    /** Columns without a name, or with one that another has, are told apart by their number. */
    private static String unique(String name, int at, Set<String> taken) {
        String unique = name.isBlank() ? "column_" + (at + 1) : name;
        while (!taken.add(unique)) {
            unique += "_" + (at + 1);
        }
        return unique;
    }
}
