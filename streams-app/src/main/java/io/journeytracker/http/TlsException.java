package io.journeytracker.http;

/** Certificate or private key cannot be used. */
public final class TlsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
