package io.journeytracker.definition;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects what is wrong with one file. */
final class Problems {

    private final String file;
    private final List<MapProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(Mark mark, String field, String message) {
        add(mark, 0, field, message);
    }

    void add(Mark mark, int columnsOn, String field, String message) {
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1 + columnsOn;
        found.add(new MapProblem(file, line, column, field, message));
    }

    boolean none() {
        return found.isEmpty();
    }

    /** In the file's order. */
    List<MapProblem> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(MapProblem::line).thenComparingInt(MapProblem::column))
                .toList();
    }
}
