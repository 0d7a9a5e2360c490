package io.journeytracker.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import io.journeytracker.config.OidcSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Date;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tokens of one OpenID Connect issuer. A signature is believed by the issuer's published keys and configured algorithms alone; the token must name this
 * issuer, this audience, a subject and its end. Keys are kept, asked for again when a token names one that is not known, and used on for hours while the
 * issuer is away.
 */
public final class OidcTokens implements Tokens, AutoCloseable {

    private static final int LONGEST = 16_384;

    private final OidcSettings settings;
    private final TokenRoles roles;
    private final JWKSource<SecurityContext> keys;
    private final WatchedKeys source;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    /**
     * How keys are kept.
     *
     * @param fresh so long they are not asked for again, unless one is missing
     * @param apart least time between requests for them, after two
     * @param outage so long they are used on while the issuer is away
     * @param patience longest time that one request for them takes
     */
    record Keeping(Duration fresh, Duration apart, Duration outage, Duration patience) {

        static final Keeping USUAL =
                new Keeping(Duration.ofMinutes(5), Duration.ofSeconds(10), Duration.ofHours(12), Duration.ofSeconds(3));
    }

    /** @param registry counts requests for the issuer's keys */
    public OidcTokens(OidcSettings settings, MeterRegistry registry) {
        this(settings, Keeping.USUAL, Clock.systemUTC(), registry);
    }

    OidcTokens(OidcSettings settings, Keeping keeping, Clock clock, MeterRegistry registry) {
        this.settings = settings;
        this.roles = new TokenRoles(settings);
        this.source = new WatchedKeys(
                new IssuerKeys(settings.issuer(), keeping.patience()),
                settings.issuer().toString(),
                keeping.outage(),
                registry);
        this.keys = JWKSourceBuilder.create(source)
                .refreshAheadCache(false)
                // Who waits for somebody else's request waits no longer than it takes.
                .cache(
                        keeping.fresh().toMillis(),
                        keeping.patience().plusMillis(500).toMillis())
                .rateLimited(keeping.apart().toMillis())
                .outageTolerant(keeping.outage().toMillis())
                .build();
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(
                settings.algorithms().stream().map(JWSAlgorithm::parse).collect(Collectors.toSet()), keys));
        // Access tokens by RFC 9068 say so, others say JWT or nothing.
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(
                JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), new JOSEObjectType("application/at+jwt"), null));
        processor.setJWTClaimsSetVerifier(claims(settings, clock));
    }

    private static DefaultJWTClaimsVerifier<SecurityContext> claims(OidcSettings settings, Clock clock) {
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(
                        settings.audience(),
                        new JWTClaimsSet.Builder()
                                .issuer(settings.issuer().toString())
                                .build(),
                        Set.of("sub", "exp")) {
                    @Override
                    protected Date currentTime() {
                        return Date.from(clock.instant());
                    }
                };
        claims.setMaxClockSkew((int) settings.skew().toSeconds());
        return claims;
    }

    @Override
    public Verdict check(String token) {
        if (token.length() > LONGEST) {
            return new Verdict.Refused("the token is longer than " + LONGEST + " characters");
        }
        try {
            JWTClaimsSet claims = processor.process(token, null);
            return roles.role(claims.getClaims())
                    .<Verdict>map(role -> new Verdict.Known(
                            new Caller(role, roles.name(claims.getClaims())),
                            claims.getExpirationTime().toInstant()))
                    .orElseGet(() -> new Verdict.WithoutRole("the token gives no role here: its claim "
                            + settings.rolesClaim() + " has none of the values that do"));
        } catch (ParseException malformed) {
            return new Verdict.Refused("it is no signed token");
        } catch (ExpiredJWTException over) {
            return new Verdict.Refused("the token is over; get another one");
        } catch (BadJWTException wrong) {
            return new Verdict.Refused("the token is not for here: expected the issuer and the audience that are"
                    + " configured, a subject, an end, and a beginning that has come");
        } catch (BadJOSEException forged) {
            return new Verdict.Refused("the token is not signed by a key of the issuer and in a way that is believed"
                    + " here: expected " + String.join(", ", settings.algorithms()));
        } catch (RateLimitReachedException soon) {
            return new Verdict.Unknown("the issuer's keys were asked for a moment ago, and this token's was not among"
                    + " them or they did not come; try again");
        } catch (KeySourceException away) {
            return new Verdict.Unknown("the keys of the tokens' issuer cannot be had; try again");
        } catch (JOSEException unusable) {
            return new Verdict.Refused("the token's signature cannot be checked");
        }
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
