package io.journeytracker.http;

/** The port to listen on is taken, or the address is none of this machine's. */
public final class PortInUseException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int port;

    PortInUseException(String host, int port, Throwable cause) {
        super("Cannot listen on " + host + ":" + port + "; expected a free port of this machine", cause);
        this.port = port;
    }

    public int port() {
        return port;
    }
}
