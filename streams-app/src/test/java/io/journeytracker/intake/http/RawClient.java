package io.journeytracker.intake.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that sends whatever bytes it is told to, HTTP or not. */
final class RawClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;

    private final Socket socket;
    private final InputStream in;

    RawClient(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void send(String text) throws IOException {
        send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    void endOfOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** The status of the next answer; 0: the connection was closed without one. */
    int status() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            line.write(next);
        }
        String[] words = line.toString(StandardCharsets.ISO_8859_1).split(" ");
        return words.length > 1 ? Integer.parseInt(words[1].strip()) : 0;
    }

    /** The head of a post to our own endpoint, up to but without the empty line. */
    static String head(String... headers) {
        return "POST /v1/touchpoints HTTP/1.1\r\nHost: intake\r\nX-Write-Key: first-key\r\n"
                + String.join("\r\n", headers) + "\r\n";
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
