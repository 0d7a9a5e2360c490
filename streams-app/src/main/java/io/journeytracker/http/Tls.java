package io.journeytracker.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.util.ssl.SslContextFactory;

/** A server's certificate and private key, from a PKCS #12 file or from PEM (RFC 7468: PKCS #8 key, then certificates). */
public final class Tls {

    private static final Pattern KEY =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
    private static final List<String> KEY_KINDS = List.of("RSA", "EC", "EdDSA");
    private static final String EXPECTED =
            "; expected a PKCS #12 file and its password, or PEM with BEGIN PRIVATE KEY and BEGIN CERTIFICATE";

    private Tls() {}

    /** What a file holds. */
    private record Certified(KeyStore store, String password) {

        static Certified read(Path file, String password) throws IOException, GeneralSecurityException {
            byte[] content = Files.readAllBytes(file);
            String text = new String(content, StandardCharsets.ISO_8859_1);
            return text.contains("-----BEGIN ")
                    ? new Certified(pem(text), "")
                    : new Certified(pkcs12(content, password), password);
        }

        void into(SslContextFactory tls) {
            tls.setKeyStore(store);
            tls.setKeyStorePassword(password);
        }
    }

    /** @throws TlsException if the file cannot be used */
    public static SslContextFactory.Server server(Path file, String password) {
        try {
            Certified certified = Certified.read(file, password);
            SslContextFactory.Server tls = new SslContextFactory.Server();
            certified.into(tls);
            return tls;
        } catch (IOException | GeneralSecurityException | IllegalArgumentException unusable) {
            throw new TlsException(file + ": cannot be used for TLS: " + unusable.getMessage() + EXPECTED, unusable);
        }
    }

    /**
     * Takes in a renewed certificate, for connections from now on; those that are open go on.
     *
     * @throws TlsException if the file cannot be used; then nothing has changed
     */
    public static void renew(SslContextFactory.Server tls, Path file, String password) {
        try {
            Certified certified = Certified.read(file, password);
            // Tried apart: what does not load must not take the place of what does.
            SslContextFactory.Server trial = new SslContextFactory.Server();
            certified.into(trial);
            trial.start();
            trial.stop();
            tls.reload(certified::into);
        } catch (Exception unusable) {
            throw new TlsException(file + ": cannot be used for TLS: " + unusable.getMessage() + EXPECTED, unusable);
        }
    }

    private static KeyStore pkcs12(byte[] content, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(content), password.toCharArray());
        return store;
    }

    private static KeyStore pem(String text) throws IOException, GeneralSecurityException {
        Matcher key = KEY.matcher(text);
        if (!key.find()) {
            throw new IllegalArgumentException("it holds no unencrypted private key in PKCS #8");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(key.group(1));
        byte[] certificates = text.substring(Math.max(0, text.indexOf("-----BEGIN CERTIFICATE-----")))
                .replaceAll("(?s)-----BEGIN PRIVATE KEY-----.*?-----END PRIVATE KEY-----", "")
                .getBytes(StandardCharsets.ISO_8859_1);
        Certificate[] chain = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(certificates))
                .toArray(Certificate[]::new);
        if (chain.length == 0) {
            throw new IllegalArgumentException("it holds no certificate");
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("intake", privateKey(new PKCS8EncodedKeySpec(encoded)), new char[0], chain);
        return store;
    }

    private static PrivateKey privateKey(PKCS8EncodedKeySpec encoded) throws GeneralSecurityException {
        InvalidKeySpecException last = new InvalidKeySpecException("the private key is of no known kind");
        for (String kind : KEY_KINDS) {
            try {
                return KeyFactory.getInstance(kind).generatePrivate(encoded);
            } catch (InvalidKeySpecException other) {
                last.addSuppressed(other);
            }
        }
        throw last;
    }
}
