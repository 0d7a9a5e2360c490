package io.journeytracker.log;

import java.io.IOException;
import java.io.InputStream;

/** Splits bytes into lines that end with LF or CRLF, passing over blank ones. */
final class Lines {

    private final ByteWindow window;
    private int end;
    private long line;
    private boolean tooLong;
    private int next;

    Lines(InputStream in) {
        this.window = new ByteWindow(in);
    }

    /** Goes to the next line that is not blank; false at the end. */
    boolean next() throws IOException {
        do {
            window.startAt(next);
            if (tooLong) {
                skipRest();
            }
            if (!find()) {
                return false;
            }
        } while (isBlank());
        return true;
    }

    private boolean find() throws IOException {
        int at = window.start();
        while (true) {
            while (at < window.end() && window.bytes()[at] != '\n') {
                at++;
            }
            if (at < window.end() || window.full()) {
                break;
            }
            int read = at - window.start();
            window.more();
            at = window.start() + read;
        }
        if (at == window.start() && window.ended() && at == window.end()) {
            return false;
        }
        line++;
        tooLong = at == window.end() && !window.ended();
        end = at;
        next = Math.min(at + 1, window.end());
        return true;
    }

    /** Of a line that is too long only the beginning was at hand; what follows of it is no line. */
    private void skipRest() throws IOException {
        int at = window.start();
        while (true) {
            while (at < window.end() && window.bytes()[at] != '\n') {
                at++;
            }
            if (at < window.end() || window.ended()) {
                window.startAt(Math.min(at + 1, window.end()));
                return;
            }
            window.startAt(at);
            window.more();
            at = window.start();
        }
    }

    private boolean isBlank() {
        for (int i = start(); i < end; i++) {
            byte b = bytes()[i];
            if (b != ' ' && b != '\r' && b != '\t') {
                return false;
            }
        }
        return true;
    }

    byte[] bytes() {
        return window.bytes();
    }

    /** From 1. */
    long line() {
        return line;
    }

    /** True where only the first part of an overlong line is at hand; the rest of it is passed over. */
    boolean tooLong() {
        return tooLong;
    }

    int start() {
        return window.start();
    }

    int end() {
        return end > start() && bytes()[end - 1] == '\r' ? end - 1 : end;
    }
}
