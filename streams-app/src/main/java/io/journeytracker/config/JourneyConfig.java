package io.journeytracker.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * All settings, checked.
 *
 * @param registry settings of the schema registry's client, {@code schema.registry.url} among them
 * @param roles what this instance does; never empty
 * @param trialBytes most heap for the touchpoints of one trial of a map, in bytes
 * @param linkPattern of alerts; empty: no link
 * @param warnings what is odd but does no harm, for the log
 */
public record JourneyConfig(
        String applicationId,
        TopicSettings topics,
        StateSettings state,
        IdentitySettings identity,
        TickSettings ticks,
        HttpSettings http,
        AccessSettings access,
        PeerSettings peers,
        Set<Role> roles,
        AlertSettings alerts,
        long trialBytes,
        IntakeSettings intake,
        Optional<String> linkPattern,
        KafkaSettings kafka,
        Map<String, String> registry,
        List<String> warnings) {

    static final String REGISTRY_URL = "schema.registry.url";
    private static final String DEFAULT_REGISTRY = "http://localhost:8081";
    private static final String REGISTRY = "(https?|mock)://[^\\s,]+";
    private static final String REGISTRIES = "\\s*" + REGISTRY + "(\\s*,\\s*" + REGISTRY + ")*\\s*";

    /** Variables that begin like ours and are read by others: the logging, the launcher. */
    private static final List<String> READ_ELSEWHERE =
            List.of("journey.log.", "journey.library.log.", "journey.java.", "journey.home");

    /** @throws ConfigException that tells everything that is wrong */
    public static JourneyConfig from(Settings settings) {
        List<String> problems = new ArrayList<>(settings.problems());
        List<String> warnings = new ArrayList<>();
        unknown(settings, problems, warnings);
        Reading read = new Reading(settings, problems);
        JourneyConfig config = new JourneyConfig(
                read.get(Keys.APPLICATION_ID),
                new TopicSettings(
                        read.get(Keys.TOPICS_PREFIX),
                        read.get(Keys.PARTITIONS),
                        read.get(Keys.REPLICATION).shortValue(),
                        read.get(Keys.TOUCHPOINTS_RETENTION),
                        read.get(Keys.BY_CUSTOMER_BYTES),
                        read.get(Keys.RESULTS_RETENTION)),
                new StateSettings(
                        read.get(Keys.THREADS),
                        read.get(Keys.STANDBYS),
                        read.get(Keys.STATE_DIR),
                        read.get(Keys.CUSTOMERS_IN_HEAP),
                        read.get(Keys.STORIES),
                        read.get(Keys.BLOCK_CACHE),
                        read.get(Keys.WRITE_BUFFERS)),
                new IdentitySettings(read.get(Keys.IDENTITY_LINKS), read.get(Keys.IDENTITY_RULES)),
                new TickSettings(
                        read.get(Keys.TICK_INTERVAL),
                        read.get(Keys.TICK_ALLOWANCE),
                        read.get(Keys.TICK_SETTLE),
                        read.get(Keys.TICK_AHEAD),
                        read.get(Keys.TICKS_HOLD)),
                new HttpSettings(read.get(Keys.HTTP_HOST), read.get(Keys.HTTP_PORT)),
                new AccessSettings(
                        read.get(Keys.VIEWER_KEYS),
                        read.get(Keys.ANALYST_KEYS),
                        read.get(Keys.OPERATOR_KEYS),
                        oidc(read)),
                new PeerSettings(read.get(Keys.PEER_KEYS), read.get(Keys.PEER_ADDRESS)),
                read.get(Keys.ROLES),
                new AlertSettings(
                        read.get(Keys.SUBSCRIPTIONS),
                        read.get(Keys.SECRETS_DIRECTORY),
                        read.get(Keys.INTERNAL_RECEIVERS),
                        read.get(Keys.ACKNOWLEDGE_URL),
                        read.get(Keys.ACKNOWLEDGE_SECRETS),
                        read.get(Keys.ALERTS_KEPT)),
                read.get(Keys.TRIAL_BYTES),
                new IntakeSettings(
                        read.get(Keys.INTAKE_SOURCES),
                        new HttpSettings(read.get(Keys.INTAKE_HOST), read.get(Keys.INTAKE_PORT)),
                        read.get(Keys.INTAKE_CONNECTIONS),
                        read.get(Keys.INTAKE_CONNECTIONS_PER_ADDRESS),
                        read.get(Keys.INTAKE_KEYSTORE)
                                .map(file -> new TlsSettings(file, read.get(Keys.INTAKE_KEYSTORE_PASSWORD))),
                        read.get(Keys.TRUSTED_PROXIES),
                        read.get(Keys.FORWARDED_HEADER)),
                read.get(Keys.PUBLIC_URL),
                KafkaSettings.from(settings, problems),
                read.under("schema.registry.", Map.of(REGISTRY_URL, DEFAULT_REGISTRY)),
                warnings);
        if (!config.registry.get(REGISTRY_URL).matches(REGISTRIES)) {
            problems.add(REGISTRY_URL + " = " + config.registry.get(REGISTRY_URL)
                    + ": expected an address such as http://registry:8081, several with commas between them");
        }
        problems.addAll(config.access.problems());
        config.access.oidc().map(OidcSettings::problems).ifPresent(problems::addAll);
        problems.addAll(config.peers.problems(config.access));
        problems.addAll(config.alerts.problems());
        if (config.state.writeBufferBytes() >= config.state.blockCacheBytes()) {
            problems.add(Reading.problem(Keys.WRITE_BUFFERS, settings));
        }
        if (settings.get(Keys.STATE_DIR.name()).isPresent()
                && config.state.directory().startsWith(System.getProperty("java.io.tmpdir"))) {
            warnings.add(Keys.STATE_DIR.name() + " = " + config.state.directory()
                    + ": is in a temporary directory, and what is emptied has to be restored");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return config;
    }

    private static Optional<OidcSettings> oidc(Reading read) {
        OidcSettings tokens = new OidcSettings(
                read.get(Keys.OIDC_ISSUER).orElse(URI.create("")),
                read.get(Keys.OIDC_AUDIENCE),
                read.get(Keys.OIDC_ROLES_CLAIM),
                read.get(Keys.OIDC_VIEWERS),
                read.get(Keys.OIDC_ANALYSTS),
                read.get(Keys.OIDC_OPERATORS),
                read.get(Keys.OIDC_NAME_CLAIM),
                read.get(Keys.OIDC_ALGORITHMS),
                read.get(Keys.OIDC_SKEW));
        return Optional.of(tokens).filter(any -> !any.issuer().toString().isEmpty());
    }

    /** These settings with the state elsewhere, also where the state may usually not be. */
    public JourneyConfig withStateIn(Path directory) {
        StateSettings moved = new StateSettings(
                state.threads(),
                state.standbys(),
                directory,
                state.customersInHeap(),
                state.stories(),
                state.blockCacheBytes(),
                state.writeBufferBytes());
        return new JourneyConfig(
                applicationId,
                topics,
                moved,
                identity,
                ticks,
                http,
                access,
                peers,
                roles,
                alerts,
                trialBytes,
                intake,
                linkPattern,
                kafka,
                registry,
                warnings);
    }

    private static void unknown(Settings settings, List<String> problems, List<String> warnings) {
        settings.all().forEach((name, given) -> {
            boolean known = !name.startsWith("journey.")
                    || Keys.all().stream().anyMatch(key -> key.name().equals(name))
                    || given.fromEnvironment() && READ_ELSEWHERE.stream().anyMatch(name::startsWith);
            if (!known) {
                // A container platform sets variables named after its services: those are no mistakes.
                (given.fromEnvironment() ? warnings : problems)
                        .add(name + " = " + given.value() + " (" + given.origin()
                                + "): there is no such setting; docs/configuration.md lists them");
            }
        });
    }

    /** Reads keys and collects what cannot be read. */
    private record Reading(Settings settings, List<String> problems) {

        private <T> T get(Key<T> key) {
            Optional<String> text = settings.get(key.name()).map(Settings.Given::value);
            try {
                return key.parser().apply(text.orElse(key.fallback()));
            } catch (IllegalArgumentException | ArithmeticException notAsExpected) {
                problems.add(problem(key, settings));
                return key.parser().apply(key.fallback());
            }
        }

        private static String problem(Key<?> key, Settings settings) {
            String value = settings.get(key.name())
                    .map(given -> given.value() + " (" + given.origin() + ")")
                    .orElse(key.fallback() + " (default)");
            return key.name() + " = " + value + ": expected " + key.expected();
        }

        private Map<String, String> under(String prefix, Map<String, String> defaults) {
            Map<String, String> values = new TreeMap<>(defaults);
            settings.all().forEach((name, given) -> {
                if (name.startsWith(prefix)) {
                    values.put(name, given.value());
                }
            });
            return Map.copyOf(values);
        }
    }
}
