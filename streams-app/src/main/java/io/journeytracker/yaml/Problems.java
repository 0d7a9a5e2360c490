package io.journeytracker.yaml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;

/** Collects what is wrong with one file. */
public final class Problems {

    private final String file;
    private final List<YamlProblem> found = new ArrayList<>();

    public Problems(String file) {
        this.file = file;
    }

    public void add(Mark mark, String field, String message) {
        add(mark, 0, field, message);
    }

    public void add(Mark mark, int columnsOn, String field, String message) {
        int line = mark == null ? 1 : mark.getLine() + 1;
        int column = mark == null ? 1 : mark.getColumn() + 1 + columnsOn;
        found.add(new YamlProblem(file, line, column, field, message));
    }

    public boolean none() {
        return found.isEmpty();
    }

    /** In the file's order. */
    public List<YamlProblem> sorted() {
        return found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column))
                .toList();
    }
}
