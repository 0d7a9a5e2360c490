package io.journeytracker.log;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Turns text in any encoding into UTF-8; bytes that are no text become U+FFFD, by which they are found again. */
final class TranscodingInputStream extends InputStream {

    private final Reader reader;
    private final char[] chars = new char[16 * 1024];
    private byte[] bytes = new byte[0];
    private int at;
    private int carried;

    TranscodingInputStream(InputStream in, Charset charset) {
        this.reader = new InputStreamReader(
                in,
                charset.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPLACE)
                        .onUnmappableCharacter(CodingErrorAction.REPLACE));
    }

    @Override
    public int read() throws IOException {
        return at == bytes.length && !fill() ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        if (at == bytes.length && !fill()) {
            return -1;
        }
        int read = Math.min(length, bytes.length - at);
        System.arraycopy(bytes, at, buffer, from, read);
        at += read;
        return read;
    }

    private boolean fill() throws IOException {
        int read = reader.read(chars, carried, chars.length - carried);
        int length = carried + Math.max(read, 0);
        if (length == 0) {
            return false;
        }
        // A pair of surrogates must not be torn apart.
        carried = read > 0 && Character.isHighSurrogate(chars[length - 1]) ? 1 : 0;
        bytes = new String(chars, 0, length - carried).getBytes(StandardCharsets.UTF_8);
        at = 0;
        if (carried == 1) {
            chars[0] = chars[length - 1];
        }
        return bytes.length > 0 || fill();
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
