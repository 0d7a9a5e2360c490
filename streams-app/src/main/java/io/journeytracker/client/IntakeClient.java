package io.journeytracker.client;

import io.journeytracker.client.IntakeException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.channels.UnresolvedAddressException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * Sends batches to an intake, one after the other, and tries again what may succeed later. A request that was tried again may
 * have been taken twice: message ids make the second one a duplicate. Used by one thread.
 */
public final class IntakeClient {

    /** An intake that has never answered is more likely a wrong address than one that is away. */
    static final Duration FIRST_PATIENCE = Duration.ofSeconds(5);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int SUCCESS = 2;
    private static final int REDIRECTION = 3;

    private final IntakeAddress address;
    private final Retries retries;
    private final Pause pause;
    private final Consumer<String> tell;
    private final Clock clock = Clock.systemUTC();
    private final SplittableRandom random = new SplittableRandom();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            // Whoever it would lead to must not have the key.
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private boolean answered;

    /** @param tell hears of each time that something has to be tried again */
    public IntakeClient(IntakeAddress address, Retries retries, Pause pause, Consumer<String> tell) {
        this.address = address;
        this.retries = retries;
        this.pause = pause;
        this.tell = tell;
    }

    /**
     * Sends one batch until it is taken.
     *
     * @param path from the address on, for instance {@code /v1/touchpoints}
     * @param json the body
     * @param divisible the sender can send it in parts: what is too large, or is above a rate limit for the second time, comes
     *     back as too much and is not tried again
     * @throws IntakeException if it is not taken
     */
    public Outcome post(String path, byte[] json, boolean divisible) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.path(path))
                .timeout(ANSWER)
                .header("Content-Type", "application/json")
                .header("Authorization", address.authorization())
                .POST(BodyPublishers.ofByteArray(json))
                .build();
        long began = System.nanoTime();
        int busy = 0;
        for (int failures = 1; ; failures++) {
            Attempt attempt = attempt(request);
            if (attempt.reply().isPresent()) {
                Reply reply = attempt.reply().get();
                answered = true;
                if (reply.handled()) {
                    return new Outcome.Taken(reply.refusals());
                }
                busy = reply.tooMany() ? busy + 1 : 0;
                if (divisible && (reply.tooLarge() || busy > 1)) {
                    return new Outcome.TooMuch(reply.told());
                }
                if (!reply.passing()) {
                    throw refused(reply);
                }
            }
            waitAfter(attempt, failures, Duration.ofNanos(System.nanoTime() - began));
        }
    }

    /**
     * One try.
     *
     * @param reply empty: there was none
     * @param problem for people
     */
    private record Attempt(Optional<Reply> reply, String problem, Optional<IOException> cause) {}

    private Attempt attempt(HttpRequest request) throws InterruptedException {
        try {
            Reply reply = Reply.of(http.send(request, BodyHandlers.ofByteArray()), clock.instant());
            return new Attempt(Optional.of(reply), reply.told(), Optional.empty());
        } catch (IOException e) {
            return new Attempt(Optional.empty(), "no answer (" + why(e) + ")", Optional.of(e));
        }
    }

    /** Java's client says nothing where it could not connect. */
    private static String why(IOException trouble) {
        if (trouble.getMessage() != null) {
            return trouble.getMessage();
        }
        for (Throwable cause = trouble; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "there is no such host";
            }
        }
        return trouble instanceof ConnectException
                ? "nobody listens there"
                : trouble.getClass().getSimpleName();
    }

    private IntakeException refused(Reply reply) {
        if (reply.status() / 100 == SUCCESS) {
            return new IntakeException(
                    Kind.REFUSED,
                    "What answers at " + address + " is no intake: " + reply.told()
                            + " without JSON; expected the address of an intake",
                    null);
        }
        String why = reply.status() / 100 == REDIRECTION
                ? ": it leads elsewhere; expected the address that it leads to"
                : "; expected the address of an intake and a key of a source that may send there";
        return new IntakeException(
                Kind.REFUSED, "The intake at " + address + " refuses with " + reply.told() + why, null);
    }

    private void waitAfter(Attempt attempt, int failures, Duration since) throws InterruptedException {
        Duration patience =
                answered || retries.patience().compareTo(FIRST_PATIENCE) < 0 ? retries.patience() : FIRST_PATIENCE;
        Duration asked = attempt.reply().flatMap(Reply::retryAfter).orElse(Duration.ZERO);
        Duration own = retries.before(failures, random);
        Duration wait = asked.compareTo(own) > 0 ? asked : own;
        if (since.plus(wait).compareTo(patience) > 0) {
            throw new IntakeException(
                    Kind.AWAY,
                    "The intake at " + address + " takes nothing: " + attempt.problem() + "; tried for "
                            + since.toSeconds() + " s",
                    attempt.cause().orElse(null));
        }
        tell.accept("The intake at " + address + ": " + attempt.problem() + "; trying again in "
                + Math.max(1, Math.round(wait.toMillis() / 1000.0)) + " s");
        if (pause.stopped(wait)) {
            throw new IntakeException(Kind.STOPPED, "Ended while waiting for the intake at " + address, null);
        }
    }
}
