package io.journeytracker.access;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import java.io.IOException;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.client.CompletableResponseListener;
import org.eclipse.jetty.client.ContentResponse;
import org.eclipse.jetty.client.HttpClient;
import org.eclipse.jetty.http.HttpCookieStore;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * The public keys of an issuer, asked for anew each time: where they are by OpenID Connect discovery, and then they themselves. Both together take no
 * longer than a given time, whatever the issuer does; redirects are not followed, and answers that are larger than any set of keys not read.
 *
 * @see <a href="https://openid.net/specs/openid-connect-discovery-1_0.html">OpenID Connect Discovery 1.0</a>
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final int LONGEST_ANSWER = 500_000;
    private static final int OK = 200;
    private static final int THREADS = 8;
    private static final JsonMapper JSON = new JsonMapper();

    private final URI issuer;
    private final Duration atMost;
    private final HttpClient client = new HttpClient();

    /** @param atMost how long both requests take together */
    IssuerKeys(URI issuer, Duration atMost) {
        this.issuer = issuer;
        this.atMost = atMost;
        QueuedThreadPool threads = new QueuedThreadPool(THREADS);
        threads.setName("issuer-http");
        threads.setDaemon(true);
        client.setExecutor(threads);
        client.setConnectTimeout(atMost.toMillis());
        client.setFollowRedirects(false);
        client.setHttpCookieStore(new HttpCookieStore.Empty());
        try {
            client.start();
        } catch (Exception e) {
            throw new IllegalStateException("an HTTP client can always be started", e);
        }
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        long end = System.nanoTime() + atMost.toNanos();
        JsonNode description = json(get(discovery(), end));
        if (!issuer.toString().equals(description.path("issuer").asText())) {
            throw new JWKSetUnavailableException("it calls itself another issuer than is configured");
        }
        String keys = description.path("jwks_uri").asText();
        try {
            return JWKSet.parse(get(itsOwn(keys), end));
        } catch (ParseException none) {
            throw new JWKSetUnavailableException("what it hands out as its keys are none", none);
        }
    }

    private URI discovery() {
        return URI.create(issuer.toString().replaceFirst("/$", "") + "/.well-known/openid-configuration");
    }

    /** Keys that come unprotected could be anybody's. */
    private URI itsOwn(String keys) throws JWKSetUnavailableException {
        try {
            URI uri = URI.create(keys);
            if ("https".equals(uri.getScheme())
                    || "http".equals(issuer.getScheme()) && "http".equals(uri.getScheme())) {
                return uri;
            }
        } catch (IllegalArgumentException none) {
            // Told below.
        }
        throw new JWKSetUnavailableException("it names no https address as that of its keys (jwks_uri)");
    }

    private static JsonNode json(String text) throws JWKSetUnavailableException {
        try {
            return JSON.readTree(text);
        } catch (IOException none) {
            throw new JWKSetUnavailableException("its description is no JSON", none);
        }
    }

    private String get(URI uri, long end) throws JWKSetUnavailableException {
        long rest = Math.max(1, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
        try {
            ContentResponse answer = new CompletableResponseListener(
                            client.newRequest(uri)
                                    .headers(headers -> headers.put("Accept", "application/json"))
                                    .timeout(rest, TimeUnit.MILLISECONDS),
                            LONGEST_ANSWER)
                    .send()
                    // Longer than the request's own end, which is the one that cleans up.
                    .get(rest + atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (answer.getStatus() != OK) {
                throw new JWKSetUnavailableException("it answers with HTTP status " + answer.getStatus());
            }
            return answer.getContentAsString();
        } catch (ExecutionException failed) {
            throw new JWKSetUnavailableException(
                    failed.getCause() instanceof TimeoutException
                            ? "it does not answer in time"
                            : "it cannot be reached or its answer not be read: "
                                    + failed.getCause().getClass().getSimpleName(),
                    failed);
        } catch (TimeoutException slow) {
            throw new JWKSetUnavailableException("it does not answer in time", slow);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new JWKSetUnavailableException("interrupted", stopped);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            client.stop();
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
