package io.journeytracker.yaml;

/**
 * One mistake in a map, or one doubt about it.
 *
 * @param file the map's name as the user gave it
 * @param line from 1
 * @param column from 1
 * @param field where in the map, for instance {@code stages[2].stall.after}; empty: the whole file
 * @param message what is wrong; what was expected
 */
public record YamlProblem(String file, int line, int column, String field, String message) {

    /** As validation prints it: {@code file:line:column field: message}. */
    @Override
    public String toString() {
        return file + ":" + line + ":" + column + (field.isEmpty() ? "" : " " + field) + ": " + message;
    }
}
