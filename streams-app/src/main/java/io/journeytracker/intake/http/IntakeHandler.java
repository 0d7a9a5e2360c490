package io.journeytracker.intake.http;

import io.journeytracker.intake.protocol.Answer;
import io.journeytracker.intake.protocol.IntakeRequest;
import io.journeytracker.intake.protocol.MalformedRequestException;
import io.journeytracker.intake.protocol.Route;
import io.journeytracker.intake.publish.Budget;
import io.journeytracker.intake.publish.KafkaPublisher;
import io.journeytracker.intake.source.Rate;
import io.journeytracker.intake.source.Sources;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the protocols' paths, and leaves every other path to who stands behind it. Nothing here waits with a thread: neither for a slow
 * client's body nor for Kafka.
 */
final class IntakeHandler extends Handler.Wrapper {

    private static final Logger LOG = LoggerFactory.getLogger(IntakeHandler.class);
    private static final int NO_CONTENT = 204;
    private static final int TOO_MUCH = 429;
    private static final String FORWARDED_PROTO = "x-forwarded-proto";

    private final PathTable paths;
    private final Supplier<Sources> sources;
    private final Cors cors;
    private final ClientAddress addresses;
    private final Intake intake;
    private final KafkaPublisher publisher;
    private final IntakeMeters meters;
    private final Clock clock;
    private final Budget bodies = new Budget(Limits.ALL_BODIES_BYTES);
    private final RateLimiter<String> requests = new RateLimiter<>(System::nanoTime, true);

    IntakeHandler(
            PathTable paths,
            Supplier<Sources> sources,
            ClientAddress addresses,
            Intake intake,
            KafkaPublisher publisher,
            IntakeMeters meters,
            Clock clock) {
        this.paths = paths;
        this.sources = sources;
        this.cors = new Cors(sources);
        this.addresses = addresses;
        this.intake = intake;
        this.publisher = publisher;
        this.meters = meters;
        this.clock = clock;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = request.getHttpURI().getDecodedPath();
        Optional<PathTable.Found> found = path == null ? Optional.empty() : paths.find(path);
        if (found.isEmpty()) {
            return super.handle(request, response, callback);
        }
        cors.answer(request.getHeaders(), response.getHeaders());
        Exchange exchange = new Exchange(request, response, callback, found.get(), path);
        try {
            exchange.begin();
        } catch (RefusedException refused) {
            exchange.refuse(refused);
        }
        return true;
    }

    /** One request on its way to its answer. */
    private final class Exchange {

        private final Request request;
        private final Response response;
        private final Callback callback;
        private final PathTable.Found found;
        private final String path;
        private final long began = System.nanoTime();
        private String protocol = "none";
        private String address = "";
        private int statusOfTooMuch = TOO_MUCH;

        Exchange(Request request, Response response, Callback callback, PathTable.Found found, String path) {
            this.request = request;
            this.response = response;
            this.callback = callback;
            this.found = found;
            this.path = path;
        }

        void begin() throws RefusedException {
            String method = request.getMethod();
            if (Cors.isPreflight(method, request.getHeaders())) {
                cors.preflight(request.getHeaders(), found.methods(), response.getHeaders());
                answer(new Answer(NO_CONTENT, "", new byte[0]));
                return;
            }
            PathTable.Entry entry = found.byMethod().get(method);
            if (entry == null) {
                response.getHeaders().put(HttpHeader.ALLOW, found.methods());
                throw new RefusedException(Refusal.methodNotAllowed(found.methods()));
            }
            protocol = entry.protocol().name();
            statusOfTooMuch = entry.protocol().statusOfTooMuch();
            address = addresses.of(request);
            Rate rate = sources.get().requests();
            int wait = requests.take(address, rate.perSecond(), rate.burst(), 1);
            if (wait > 0) {
                throw new RefusedException(Refusal.tooManyRequests(wait));
            }
            if (entry.route() instanceof Route.Messages messages) {
                take(entry, messages);
            } else if (entry.route() instanceof Route.Question question) {
                answer(question.respond().respond(intakeRequest(new byte[0], headers())));
            }
        }

        private void take(PathTable.Entry entry, Route.Messages messages) throws RefusedException {
            Map<String, String> headers = headers();
            if (!ContentTypes.understood(headers)) {
                throw new RefusedException(Refusal.unsupportedType());
            }
            BodyReader.read(request, bodies)
                    .thenCompose(body ->
                            handle(entry, messages, body, headers).whenComplete((answer, failure) -> body.close()))
                    .whenCompleteAsync(this::finish, request.getComponents().getExecutor());
        }

        private CompletableFuture<Answer> handle(
                PathTable.Entry entry, Route.Messages messages, BodyReader.Body body, Map<String, String> headers) {
            try {
                if (publisher.away().isPresent()) {
                    throw new RefusedException(
                            Refusal.unavailable("touchpoints cannot be stored now; send them again"));
                }
                Intake.Caller caller = new Intake.Caller(headers.getOrDefault("origin", ""), address);
                byte[] unpacked;
                try {
                    unpacked = Unpacking.unpack(body.bytes(), headers.getOrDefault("content-encoding", ""));
                } catch (MalformedRequestException damaged) {
                    return intake.damaged(entry.protocol(), intakeRequest(body.bytes(), headers), caller, damaged);
                }
                if (unpacked.length > body.bytes().length) {
                    body.grow(unpacked.length - body.bytes().length);
                }
                return intake.take(entry.protocol(), messages, intakeRequest(unpacked, headers), caller);
            } catch (RefusedException | RuntimeException refused) {
                return CompletableFuture.failedFuture(refused);
            }
        }

        private void finish(Answer answer, Throwable failure) {
            if (failure == null) {
                answer(answer);
                return;
            }
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            if (cause instanceof RefusedException refused) {
                refuse(refused);
            } else {
                // The client went away in the middle of its body, or what it sent is no HTTP.
                LOG.debug("A request ended early", cause);
                Response.writeError(request, response, callback, cause);
            }
        }

        private IntakeRequest intakeRequest(byte[] body, Map<String, String> headers) throws RefusedException {
            return new IntakeRequest(path, found.parameters(), query(), headers, body, clock.millis());
        }

        private Map<String, String> query() throws RefusedException {
            try {
                Map<String, String> query = new HashMap<>();
                for (Fields.Field field : Request.extractQueryParameters(request)) {
                    query.put(
                            field.getName(),
                            Optional.ofNullable(field.getValue()).orElse(""));
                }
                return query;
            } catch (HttpException.RuntimeException | IllegalArgumentException wrong) {
                throw new RefusedException(Refusal.malformed("query", "is no valid query string"));
            }
        }

        private Map<String, String> headers() {
            Map<String, String> headers = new HashMap<>();
            for (HttpField field : request.getHeaders()) {
                headers.putIfAbsent(
                        field.getName().toLowerCase(Locale.ROOT),
                        Optional.ofNullable(field.getValue()).orElse(""));
            }
            headers.remove(FORWARDED_PROTO);
            addresses.scheme(request).ifPresent(scheme -> headers.put(FORWARDED_PROTO, scheme));
            return headers;
        }

        private void refuse(RefusedException refused) {
            Refusal refusal = refused.refusal().status() == TOO_MUCH
                    ? refused.refusal().withStatus(statusOfTooMuch)
                    : refused.refusal();
            meters.rejected(refused.source(), protocol, refusal.error().code().word(), refused.events());
            if (!request.consumeAvailable()) {
                // The rest of the body is on its way and will not be read: no other request can follow it.
                response.getHeaders().put(HttpHeader.CONNECTION, "close");
            }
            if (refusal.retryAfterSeconds() > 0) {
                response.getHeaders().put(HttpHeader.RETRY_AFTER, refusal.retryAfterSeconds());
            }
            answer(new Answer(
                    refusal.status(), "application/json", refusal.error().bytes()));
        }

        private void answer(Answer answer) {
            response.setStatus(answer.status());
            if (!answer.contentType().isEmpty()) {
                response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.contentType());
            }
            meters.answered(protocol, answer.status(), Duration.ofNanos(System.nanoTime() - began));
            response.write(true, ByteBuffer.wrap(answer.body()), callback);
        }
    }
}
