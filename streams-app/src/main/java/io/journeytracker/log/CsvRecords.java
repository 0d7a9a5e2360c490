package io.journeytracker.log;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Splits delimited text into rows and cells as RFC 4180 says, by their bytes: quoted cells may hold separators, line ends
 * and doubled quotes; rows end with LF, CRLF or CR. A row that is not like that is broken, and the next line is tried.
 * Written by hand because a row that fails must be shown as it was, and must not take the following ones with it.
 */
final class CsvRecords {

    private final ByteWindow window;
    private final byte separator;
    private int[] starts = new int[16];
    private int[] ends = new int[16];
    private boolean[] doubled = new boolean[16];
    private int cells;
    private int rowStart;
    private int rowEnd;
    private long line = 1;
    private long nextLine = 1;
    private String broken;
    private boolean cutShort;

    CsvRecords(InputStream in, byte separator) {
        this.window = new ByteWindow(in);
        this.separator = separator;
    }

    /** Goes to the next row that is not an empty line; false at the end. */
    boolean next() throws IOException {
        do {
            if (cutShort) {
                skipRest();
            }
            line = nextLine;
            while (!split()) {
                window.more();
            }
            if (rowEnd < 0) {
                return false;
            }
        } while (broken == null && cells == 1 && starts[0] == ends[0] && bytes()[rowStart()] != '"');
        return true;
    }

    byte[] bytes() {
        return window.bytes();
    }

    /** The line on which the row begins, from 1. */
    long line() {
        return line;
    }

    /** What is wrong with the row, else null. */
    String broken() {
        return broken;
    }

    int cells() {
        return cells;
    }

    int start(int cell) {
        return starts[cell];
    }

    int end(int cell) {
        return ends[cell];
    }

    /** True where the cell holds doubled quotes. */
    boolean doubled(int cell) {
        return doubled[cell];
    }

    int rowStart() {
        return rowStart;
    }

    /** Where the row ends, without its line end. */
    int rowEnd() {
        return rowEnd;
    }

    /** One row from the window's start; false if more bytes are needed first. */
    private boolean split() {
        byte[] bytes = window.bytes();
        int end = window.end();
        int at = window.start();
        rowStart = at;
        cells = 0;
        broken = null;
        if (at == end) {
            rowEnd = -1;
            return window.ended();
        }
        long lines = line;
        while (true) {
            if (cells == starts.length) {
                grow();
            }
            doubled[cells] = false;
            if (at < end && bytes[at] == '"') {
                int from = ++at;
                while (at < end && (bytes[at] != '"' || (at + 1 < end && bytes[at + 1] == '"'))) {
                    if (bytes[at] == '"') {
                        doubled[cells] = true;
                        at++;
                    } else if (bytes[at] == '\n' || (bytes[at] == '\r' && at + 1 < end && bytes[at + 1] != '\n')) {
                        lines++;
                    }
                    at++;
                }
                if (at >= end || (at + 1 == end && !window.ended())) {
                    return at < end && !window.full() ? false : unclosed();
                }
                cell(from, at++);
                if (at < end && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r') {
                    return breakLine("text after a closing quote");
                }
            } else {
                int from = at;
                byte b = 0;
                while (at < end && (b = bytes[at]) != separator && b != '\n' && b != '\r') {
                    at++;
                }
                cell(from, at);
            }
            if (at < end && bytes[at] == separator) {
                at++;
                continue;
            }
            // A CR at the very end may have its LF in the bytes to come.
            boolean sure = at < end && (bytes[at] == '\n' || at + 1 < end);
            if (!sure && !window.full()) {
                return false;
            }
            if (!sure && !window.ended()) {
                return breakLine("longer than " + ByteWindow.MOST + " bytes");
            }
            endRow(at, lines);
            return true;
        }
    }

    private void cell(int from, int to) {
        starts[cells] = from;
        ends[cells++] = to;
    }

    private void endRow(int at, long lines) {
        byte[] bytes = window.bytes();
        rowEnd = at;
        int after = at;
        if (after < window.end()) {
            boolean pair = bytes[after] == '\r' && after + 1 < window.end() && bytes[after + 1] == '\n';
            after += pair ? 2 : 1;
        }
        nextLine = lines + 1;
        window.startAt(after);
    }

    private boolean unclosed() {
        return window.full() && breakLine("a quote that is never closed");
    }

    /** Gives up the first line of the row only. */
    private boolean breakLine(String reason) {
        byte[] bytes = window.bytes();
        int at = rowStart;
        while (at < window.end() && bytes[at] != '\n' && bytes[at] != '\r') {
            at++;
        }
        boolean sure = at < window.end() && (bytes[at] == '\n' || at + 1 < window.end());
        if (!sure && !window.full()) {
            return false;
        }
        broken = reason;
        cutShort = !sure && !window.ended();
        endRow(at, line);
        return true;
    }

    /** Of a line that is too long only the beginning was at hand; what follows of it is no row. */
    private void skipRest() throws IOException {
        cutShort = false;
        int at = window.start();
        while (true) {
            byte[] bytes = window.bytes();
            while (at < window.end() && bytes[at] != '\n' && bytes[at] != '\r') {
                at++;
            }
            // A CR at the very end may have its LF in the bytes to come.
            boolean sure = at < window.end() && (bytes[at] == '\n' || at + 1 < window.end());
            if (sure || window.ended()) {
                endRow(at, nextLine - 1);
                return;
            }
            window.startAt(at);
            window.more();
            at = window.start();
        }
    }

    private void grow() {
        starts = Arrays.copyOf(starts, 2 * cells);
        ends = Arrays.copyOf(ends, 2 * cells);
        doubled = Arrays.copyOf(doubled, 2 * cells);
    }
}
