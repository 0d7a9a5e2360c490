package io.journeytracker.access;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.proc.SecurityContext;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells whether the keys of an issuer can be had: once in the log when they no longer can and when they can again, and every request in the metrics. While
 * known keys are used on nobody else would notice, until they are too old and no token is believed any more. Thread-safe.
 */
final class WatchedKeys implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchedKeys.class);

    private final JWKSetSource<SecurityContext> source;
    private final String issuer;
    private final Duration outage;
    private final Counter answered;
    private final Counter failed;
    private final AtomicBoolean away = new AtomicBoolean();

    /**
     * @param source asks the issuer each time
     * @param outage so long keys that are known count while the issuer is away
     */
    WatchedKeys(JWKSetSource<SecurityContext> source, String issuer, Duration outage, MeterRegistry registry) {
        this.source = source;
        this.issuer = issuer;
        this.outage = outage;
        this.answered = requests(registry, "answered");
        this.failed = requests(registry, "failed");
    }

    private static Counter requests(MeterRegistry registry, String outcome) {
        return Counter.builder("journey.issuer.requests")
                .description("Requests for the keys of the tokens' issuer")
                .tags("outcome", outcome)
                .register(registry);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator evaluator, long now, SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = source.getJWKSet(evaluator, now, context);
            answered.increment();
            if (away.getAndSet(false)) {
                LOG.info("The keys of {} can be had again", issuer);
            }
            return keys;
        } catch (KeySourceException failure) {
            failed.increment();
            if (!away.getAndSet(true)) {
                LOG.warn(
                        "The keys of {} cannot be had: {}. Those that are known count for another {} h at the most; then, or where none are, tokens are"
                                + " answered with 503",
                        issuer,
                        Optional.ofNullable(failure.getMessage()).orElse("it is away"),
                        outage.toHours());
            }
            throw failure;
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
