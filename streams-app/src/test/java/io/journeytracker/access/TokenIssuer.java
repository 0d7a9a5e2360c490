package io.journeytracker.access;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.journeytracker.config.OidcSettings;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An OpenID Connect issuer on a port of this machine, that signs with nothing but what Java has. It can be away, hang and lie. */
final class TokenIssuer implements AutoCloseable {

    static final String AUDIENCE = "journeys";

    private static final JsonMapper JSON = new JsonMapper();
    private static final Map<String, KeyPair> PAIRS = new ConcurrentHashMap<>();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, KeyPair> published = new ConcurrentHashMap<>();
    private final CountDownLatch end = new CountDownLatch(1);
    final AtomicInteger asked = new AtomicInteger();
    volatile int status = 200;
    volatile boolean hangs;
    volatile String namesItself;

    TokenIssuer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/realm/.well-known/openid-configuration", exchange -> {
            ObjectNode description = JSON.createObjectNode();
            description.put("issuer", namesItself == null ? address() : namesItself);
            description.put("jwks_uri", address() + "/keys");
            answer(exchange, description);
        });
        server.createContext("/realm/keys", exchange -> {
            asked.incrementAndGet();
            ObjectNode set = JSON.createObjectNode();
            ArrayNode keys = set.putArray("keys");
            published.forEach((id, pair) -> keys.add(jwk(id, pair)));
            answer(exchange, set);
        });
        server.start();
    }

    private void answer(HttpExchange exchange, ObjectNode body) throws IOException {
        if (hangs) {
            try {
                end.await();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
        byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/realm";
    }

    OidcSettings settings(String... algorithms) {
        return new OidcSettings(
                URI.create(address()),
                AUDIENCE,
                "realm_access.roles",
                List.of("cx-viewer"),
                List.of("cx-analyst"),
                List.of("cx-operator"),
                "name",
                algorithms.length == 0 ? List.of("RS256", "PS256", "ES256") : List.of(algorithms),
                Duration.ofSeconds(60));
    }

    /** Publishes a key: its id begins with its type, RSA or EC. */
    TokenIssuer publish(String id) {
        published.put(id, pair(id));
        return this;
    }

    void withdraw(String id) {
        published.remove(id);
    }

    static KeyPair pair(String id) {
        return PAIRS.computeIfAbsent(id, any -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(id.substring(0, id.indexOf('-')));
                if (id.startsWith("EC")) {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                } else {
                    generator.initialize(2048);
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static ObjectNode jwk(String id, KeyPair pair) {
        ObjectNode key = JSON.createObjectNode().put("kid", id).put("use", "sig");
        if (pair.getPublic() instanceof RSAPublicKey rsa) {
            return key.put("kty", "RSA").put("n", number(rsa.getModulus())).put("e", number(rsa.getPublicExponent()));
        }
        ECPublicKey ec = (ECPublicKey) pair.getPublic();
        return key.put("kty", "EC")
                .put("crv", "P-256")
                .put("x", coordinate(ec.getW().getAffineX()))
                .put("y", coordinate(ec.getW().getAffineY()));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        return base64(bytes[0] == 0 ? java.util.Arrays.copyOfRange(bytes, 1, bytes.length) : bytes);
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(32, bytes.length);
        System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
        return base64(fixed);
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** A good one of somebody called Ann, for an hour. */
    Map<String, Object> claims(String... roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", address());
        claims.put("aud", AUDIENCE);
        claims.put("sub", "u-17");
        claims.put("name", "Ann Smith");
        claims.put("exp", Instant.now().getEpochSecond() + 3_600);
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        return claims;
    }

    Map<String, Object> claims(String role, Consumer<Map<String, Object>> change) {
        Map<String, Object> claims = claims(role);
        change.accept(claims);
        return claims;
    }

    static String sign(String algorithm, String id, Map<String, Object> claims) {
        return sign(Map.of("alg", algorithm, "kid", id, "typ", "JWT"), id, claims);
    }

    static String sign(Map<String, Object> header, String key, Map<String, Object> claims) {
        try {
            String signed = base64(JSON.writeValueAsBytes(header)) + "." + base64(JSON.writeValueAsBytes(claims));
            return signed + "."
                    + base64(signature(
                            header.get("alg").toString(), pair(key), signed.getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] signature(String algorithm, KeyPair pair, byte[] data) throws GeneralSecurityException {
        Signature signature;
        switch (algorithm) {
            case "none" -> {
                return new byte[0];
            }
            case "HS256" -> {
                // The old trick: the public key, which everybody has, as if it were a shared secret.
                Mac mac = Mac.getInstance("HmacSHA256");
                mac.init(new SecretKeySpec(pair.getPublic().getEncoded(), "HmacSHA256"));
                return mac.doFinal(data);
            }
            case "RS256" -> signature = Signature.getInstance("SHA256withRSA");
            case "RS384" -> signature = Signature.getInstance("SHA384withRSA");
            case "PS256" -> {
                signature = Signature.getInstance("RSASSA-PSS");
                signature.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            }
            case "ES256" -> signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            default -> throw new IllegalArgumentException(algorithm);
        }
        signature.initSign(pair.getPrivate());
        signature.update(data);
        return signature.sign();
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
