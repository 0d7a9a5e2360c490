package io.journeytracker.config;

import java.nio.file.Path;

/**
 * How a server proves who it is.
 *
 * @param keystore PKCS #12, or PEM with the private key and the chain of certificates
 * @param password of a PKCS #12 file; empty: none
 */
public record TlsSettings(Path keystore, String password) {

    /** Without the password, for logs. */
    @Override
    public String toString() {
        return keystore.toString();
    }
}
