package io.journeytracker.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every setting of our own. docs/configuration.md has the same table; a test compares them. */
public final class Keys {

    public static final Key<String> APPLICATION_ID = new Key<>(
            "journey.application.id",
            "journey-tracker",
            "Names the installation: consumer group, transactional ids and changelog topics begin with it.",
            "letters, digits, dot, dash, underscore",
            Parsers.matching("[A-Za-z0-9._-]+"));
    public static final Key<String> TOPICS_PREFIX = new Key<>(
            "journey.topics.prefix",
            "",
            "Put before every topic's name.",
            "letters, digits, dot, dash, underscore, or nothing",
            Parsers.matching("[A-Za-z0-9._-]*"));
    public static final Key<Integer> PARTITIONS = new Key<>(
            "journey.topics.partitions",
            "6",
            "Partitions of topics that are created. More than instances × threads will ever be: they cannot be changed"
                    + " later.",
            "a number from 1 to 1024",
            Parsers.whole(1, 1024));
    public static final Key<Integer> REPLICATION = new Key<>(
            "journey.topics.replication.factor",
            "-1",
            "Copies of topics that are created, changelogs too; -1: as the brokers say. Production: 3.",
            "-1, or a number from 1 to 16",
            Parsers.replication());
    public static final Key<Optional<Duration>> TOUCHPOINTS_RETENTION = new Key<>(
            "journey.topics.touchpoints.retention",
            "forever",
            "How long topic touchpoints keeps records. By their own times: old touchpoints in a back-fill are deleted"
                    + " at once where it is shorter than they are old.",
            "forever, or a duration such as 90d",
            Parsers.retention());
    public static final Key<Long> BY_CUSTOMER_BYTES = new Key<>(
            "journey.topics.by-customer.bytes",
            "10GB",
            "Most bytes that a partition of touchpoints-by-customer keeps. By size and not by time, so that a"
                    + " back-fill is safe.",
            "a size such as 10GB, at least 100MB",
            Parsers.size(100L << 20));
    public static final Key<Optional<Duration>> RESULTS_RETENTION = new Key<>(
            "journey.topics.results.retention",
            "90d",
            "How long journey-transitions and journey-alerts keep records.",
            "forever, or a duration such as 90d",
            Parsers.retention());
    public static final Key<Integer> THREADS = new Key<>(
            "journey.streams.threads",
            "2",
            "Stream threads of this instance.",
            "a number from 1 to 256",
            Parsers.whole(1, 256));
    public static final Key<Integer> STANDBYS = new Key<>(
            "journey.streams.standbys",
            "0",
            "Copies of every store on other instances. 1 where there are two instances or more: after a crash they are"
                    + " what takes over at once.",
            "a number from 0 to 8",
            Parsers.whole(0, 8));
    public static final Key<Path> STATE_DIR = new Key<>(
            "journey.state.dir",
            ".journey/state",
            "Where the stores are. Not in a temporary directory: what is emptied has to be restored.",
            "a directory",
            Parsers.directory());
    public static final Key<Integer> CUSTOMERS_IN_HEAP = new Key<>(
            "journey.state.customers.in.heap",
            "60000",
            "Decoded customers in heap, over all partitions; at least 1000 a partition. About 1 kB each, and 1 kB for the identifiers beside them, of which four times as many are kept.",
            "a number from 1",
            Parsers.whole(1, Integer.MAX_VALUE));
    public static final Key<Boolean> STORIES = new Key<>(
            "journey.stories",
            "false",
            "Keep every customer's story, for [one customer](map.md): the first 20 and the last 500 touchpoints, and what"
                    + " happened on journeys; and for [who is behind a count](map.md#who-is-behind-a-count). A touchpoint then costs about three times as much. The same on every instance: to change"
                    + " it, stop them all, and before turning it on again delete what was kept"
                    + " ([why](decisions/0015-stories.md)).",
            "true or false",
            Parsers.flag());
    public static final Key<Long> BLOCK_CACHE = new Key<>(
            "journey.rocksdb.block.cache",
            "64MB",
            "Memory outside the heap for reading, one cache for all stores of the process. Holds the write buffers"
                    + " too.",
            "a size such as 64MB, at least 8MB",
            Parsers.size(8L << 20));
    public static final Key<Long> WRITE_BUFFERS = new Key<>(
            "journey.rocksdb.write.buffers",
            "32MB",
            "Memory outside the heap for writing, for all stores of the process; part of the block cache.",
            "a size such as 32MB, at least 4MB, less than journey.rocksdb.block.cache",
            Parsers.size(4L << 20));
    public static final Key<Boolean> IDENTITY_LINKS = new Key<>(
            "journey.identity.links",
            "true",
            "Join the identifiers of one customer; see [identity.md](identity.md). False: the user's id, else the"
                    + " anonymous id, is the customer. To be chosen before there is state.",
            "true or false",
            Parsers.flag());
    public static final Key<Optional<Path>> IDENTITY_RULES = new Key<>(
            "journey.identity.rules",
            "",
            "The YAML file that says which identifiers count; see [identity.md](identity.md). None: the usual rules."
                    + " The same on every instance.",
            "a file, or nothing",
            Parsers.optionalFile());
    public static final Key<Optional<Duration>> TICK_INTERVAL = new Key<>(
            "journey.ticks.interval",
            "auto",
            "How often time is written to every partition of touchpoints; auto: 250ms, longer above 32 partitions.",
            "auto, or a duration from 50ms to 60s",
            Parsers.orAuto(Duration.ofMillis(50), Duration.ofMinutes(1)));
    public static final Key<Duration> TICK_ALLOWANCE = new Key<>(
            "journey.ticks.allowance",
            "500ms",
            "How far ticks stay behind the wall clock: touchpoints may take as long to be written.",
            "a duration from 0ms to 1h",
            Parsers.duration(Duration.ZERO, Duration.ofHours(1)));
    public static final Key<Duration> TICK_SETTLE = new Key<>(
            "journey.ticks.settle",
            "5s",
            "How long ticks wait after the broker came back, so that producers can write first what they held back.",
            "a duration from 0ms to 1h",
            Parsers.duration(Duration.ZERO, Duration.ofHours(1)));
    public static final Key<Duration> TICK_AHEAD = new Key<>(
            "journey.ticks.ahead",
            "2s",
            "A tick further ahead of the reader's wall clock than this is left out and counted.",
            "a duration from 0ms to 365000d",
            Parsers.duration(Duration.ZERO, Duration.ofDays(365_000)));
    public static final Key<Boolean> TICKS_HOLD = new Key<>(
            "journey.ticks.hold",
            "false",
            "Write no ticks: time stands still and nothing falls due, for an outage before Kafka or a back-fill.",
            "true or false",
            Parsers.flag());
    public static final Key<Optional<String>> PUBLIC_URL = new Key<>(
            "journey.public.url",
            "",
            "The link in an alert, with {customer} where the customer's id goes.",
            "an http or https address with {customer} in it, or nothing",
            Parsers.link());
    public static final Key<String> HTTP_HOST = new Key<>(
            "journey.http.host",
            "0.0.0.0",
            "The address that /map, /api, /metrics and /health listen on.",
            "an address of this machine",
            Parsers.matching("\\S+"));
    public static final Key<Integer> HTTP_PORT = new Key<>(
            "journey.http.port",
            "8080",
            "The port that /map, /api, /metrics and /health listen on; 0: any free one.",
            "a number from 0 to 65535",
            Parsers.whole(0, 65535));
    public static final Key<List<String>> VIEWER_KEYS = new Key<>(
            "journey.access.viewer.keys",
            "",
            "Keys of viewers: they see every number of the [map](map.md), and customers masked. With no key of any role nobody sees the map.",
            "keys of at least 16 letters, digits or . _ ~ + / = - with commas between them, each alone or as NAME:KEY, each once, or nothing",
            Parsers.list());
    public static final Key<List<String>> ANALYST_KEYS = new Key<>(
            "journey.access.analyst.keys",
            "",
            "Keys of analysts: they see customers too.",
            "keys of at least 16 letters, digits or . _ ~ + / = - with commas between them, each alone or as NAME:KEY, each once, or nothing",
            Parsers.list());
    public static final Key<List<String>> OPERATOR_KEYS = new Key<>(
            "journey.access.operator.keys",
            "",
            "Keys of operators: they may also change subscriptions and targets.",
            "keys of at least 16 letters, digits or . _ ~ + / = - with commas between them, each alone or as NAME:KEY, each once, or nothing",
            Parsers.list());
    public static final Key<Optional<URI>> OIDC_ISSUER = new Key<>(
            "journey.access.oidc.issuer",
            "",
            "Whose tokens give [roles](access.md#tokens) beside keys, exactly as the tokens name it (`iss`).",
            "an https address without query, an http one of this machine, or nothing",
            text -> Optional.of(text).filter(any -> !any.isEmpty()).map(OidcSettings::issuer));
    public static final Key<String> OIDC_AUDIENCE = new Key<>(
            "journey.access.oidc.audience",
            "",
            "Whom tokens must be for (`aud`); required beside the issuer.",
            "one audience",
            Parsers.matching("\\S*"));
    public static final Key<String> OIDC_ROLES_CLAIM = new Key<>(
            "journey.access.oidc.roles.claim",
            "roles",
            "The claim whose values give roles: texts, or one text with blanks between them.",
            "a claim's name, or names with dots between them such as realm_access.roles",
            Parsers.matching("\\S+"));
    public static final Key<List<String>> OIDC_VIEWERS = new Key<>(
            "journey.access.oidc.viewers",
            "",
            "Values of that claim that make somebody a viewer. Who has none of any role may see nothing.",
            "values with commas between them, or nothing",
            Parsers.list());
    public static final Key<List<String>> OIDC_ANALYSTS = new Key<>(
            "journey.access.oidc.analysts",
            "",
            "Values that make somebody an analyst.",
            "values with commas between them, or nothing",
            Parsers.list());
    public static final Key<List<String>> OIDC_OPERATORS = new Key<>(
            "journey.access.oidc.operators",
            "",
            "Values that make somebody an operator.",
            "values with commas between them, or nothing",
            Parsers.list());
    public static final Key<String> OIDC_NAME_CLAIM = new Key<>(
            "journey.access.oidc.name.claim",
            "name",
            "The claim by which people are called who acknowledge or silence; without it the subject (`sub`).",
            "a claim's name",
            Parsers.matching("\\S+"));
    public static final Key<List<String>> OIDC_ALGORITHMS = new Key<>(
            "journey.access.oidc.algorithms",
            "RS256,PS256,ES256",
            "Signatures of tokens that are believed.",
            "some of RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512 with commas between them",
            Parsers.someOf(OidcSettings.ALGORITHMS));
    public static final Key<Duration> OIDC_SKEW = new Key<>(
            "journey.access.oidc.clock.skew",
            "60s",
            "How far the issuer's clock may be from this one.",
            "a duration from 0ms to 5m",
            Parsers.duration(Duration.ZERO, Duration.ofMinutes(5)));
    public static final Key<List<String>> PEER_KEYS = new Key<>(
            "journey.peers.keys",
            "",
            "Keys by which the instances of one installation ask one another, so that each [answers for all](operations.md#several-instances-that-answer-as-one)."
                    + " The first one is shown, all are taken. None: each instance answers for the partitions that are active on it.",
            "keys of at least 16 letters, digits or . _ ~ + / = - with commas between them, no person's among them, or nothing",
            Parsers.list());
    public static final Key<Optional<String>> PEER_ADDRESS = new Key<>(
            "journey.peers.address",
            "",
            "Where other instances reach this one. None: the host's name (journey.http.host where that is an address of its own), and the port of /map.",
            "a name or an address, a colon and a port, such as app-1:8080 or [fd00::1]:8080, or nothing",
            Parsers.address());
    public static final Key<Set<Role>> ROLES = new Key<>(
            "journey.roles",
            "intake,streams,delivery",
            "What this instance does: take touchpoints by HTTP, keep journeys and decide what is told of alerts, send"
                    + " it.",
            "one or several of intake, streams, delivery, with commas between them",
            Parsers.roles());
    public static final Key<Optional<Path>> INTAKE_SOURCES = new Key<>(
            "journey.intake.sources",
            "",
            "The YAML file that says who may send by HTTP; see [intake.md](intake.md). None: no intake.",
            "a file, or nothing",
            Parsers.optionalFile());
    public static final Key<String> INTAKE_HOST = new Key<>(
            "journey.intake.host",
            "0.0.0.0",
            "The address that the intake listens on.",
            "an address of this machine",
            Parsers.matching("\\S+"));
    public static final Key<Integer> INTAKE_PORT = new Key<>(
            "journey.intake.port",
            "8085",
            "The port that the intake listens on; 0: any free one.",
            "a number from 0 to 65535",
            Parsers.whole(0, 65535));
    public static final Key<Integer> INTAKE_CONNECTIONS = new Key<>(
            "journey.intake.connections",
            "4096",
            "Most connections to the intake at once; further ones wait until others close.",
            "a number from 16 to 100000",
            Parsers.whole(16, 100_000));
    public static final Key<Integer> INTAKE_CONNECTIONS_PER_ADDRESS = new Key<>(
            "journey.intake.connections.per.address",
            "256",
            "Most of them from one address (of IPv6: one network of 64 bits); further ones are closed. Trusted proxies"
                    + " may have all.",
            "a number from 1 to 100000",
            Parsers.whole(1, 100_000));
    public static final Key<Optional<Path>> INTAKE_KEYSTORE = new Key<>(
            "journey.intake.tls.keystore",
            "",
            "Certificate and private key of the intake, for HTTPS. None: HTTP, for instance behind a proxy.",
            "a PKCS #12 file (.p12, .pfx), or a PEM file with the key and the certificates, or nothing",
            Parsers.optionalFile());
    public static final Key<String> INTAKE_KEYSTORE_PASSWORD = new Key<>(
            "journey.intake.tls.password",
            "",
            "The password of a PKCS #12 file.",
            "text, or nothing",
            Parsers.matching(".*"));
    public static final Key<List<Network>> TRUSTED_PROXIES = new Key<>(
            "journey.intake.trusted.proxies",
            "",
            "Proxies in front of the intake: who they say is asking is believed, nobody else's word for it.",
            "addresses or networks such as 10.0.0.0/8 with commas between them, or nothing",
            Parsers.networks());
    public static final Key<ForwardedHeader> FORWARDED_HEADER = new Key<>(
            "journey.intake.forwarded.header",
            "X-Forwarded-For",
            "The header that these proxies set or add to. The other one is ignored: a proxy passes it on as anybody"
                    + " wrote it.",
            "X-Forwarded-For or Forwarded",
            ForwardedHeader::named);

    public static final Key<List<Path>> SUBSCRIPTIONS = new Key<>(
            "journey.subscriptions",
            "",
            "The YAML files that say who is told of which alerts, and where; see [alerts.md](alerts.md). Read again"
                    + " when they change. The same on every instance.",
            "files with commas between them, or nothing",
            Parsers.files());
    public static final Key<Optional<Path>> SECRETS_DIRECTORY = new Key<>(
            "journey.secrets.directory",
            "",
            "The directory with a file for each secret that targets name, such as the key that signs webhooks.",
            "a directory, or nothing",
            Parsers.optionalFile());
    public static final Key<InternalReceivers> INTERNAL_RECEIVERS = new Key<>(
            "journey.delivery.internal.receivers",
            "",
            "Receivers of alerts that are not on the public Internet; see [alert-targets.md](alert-targets.md). All"
                    + " other private, local and special addresses are refused.",
            "names, addresses or networks such as alertmanager, 10.1.0.0/16 with commas between them, or nothing",
            InternalReceivers::parse);

    public static final Key<Optional<String>> ACKNOWLEDGE_URL = new Key<>(
            "journey.acknowledge.url",
            "",
            "Where people reach this application, so that messages have links to acknowledge alerts; see"
                    + " [alerts.md](alerts.md).",
            "an http or https address without a path, or nothing",
            Parsers.origin());
    public static final Key<List<String>> ACKNOWLEDGE_SECRETS = new Key<>(
            "journey.acknowledge.secrets",
            "",
            "The secrets that sign these links, each of at least 32 characters: the first one signs, all are believed."
                    + " The same on every instance.",
            "names of files in journey.secrets.directory with commas between them, or nothing",
            Parsers.names());
    public static final Key<Integer> ALERTS_KEPT = new Key<>(
            "journey.alerts.kept",
            "10000",
            "How many of the newest alerts an instance lists, in memory, about 2 kB each.",
            "a number from 100 to 200000",
            Parsers.whole(100, 200_000));

    public static final Key<Long> TRIAL_BYTES = new Key<>(
            "journey.trials.memory",
            "256MB",
            "Heap for the touchpoints on which one [map is tried](map.md#a-map-in-seven-steps): the newest that fit, about 500"
                    + " bytes or more each, and 3,000 for each customer. Never more than a quarter of the heap.",
            "a size such as 256MB, at least 1MB",
            Parsers.size(1L << 20));

    private Keys() {}

    public static List<Key<?>> all() {
        return List.of(
                APPLICATION_ID,
                TOPICS_PREFIX,
                PARTITIONS,
                REPLICATION,
                TOUCHPOINTS_RETENTION,
                BY_CUSTOMER_BYTES,
                RESULTS_RETENTION,
                THREADS,
                STANDBYS,
                STATE_DIR,
                CUSTOMERS_IN_HEAP,
                STORIES,
                BLOCK_CACHE,
                WRITE_BUFFERS,
                IDENTITY_LINKS,
                IDENTITY_RULES,
                TICK_INTERVAL,
                TICK_ALLOWANCE,
                TICK_SETTLE,
                TICK_AHEAD,
                TICKS_HOLD,
                PUBLIC_URL,
                HTTP_HOST,
                HTTP_PORT,
                VIEWER_KEYS,
                ANALYST_KEYS,
                OPERATOR_KEYS,
                OIDC_ISSUER,
                OIDC_AUDIENCE,
                OIDC_ROLES_CLAIM,
                OIDC_VIEWERS,
                OIDC_ANALYSTS,
                OIDC_OPERATORS,
                OIDC_NAME_CLAIM,
                OIDC_ALGORITHMS,
                OIDC_SKEW,
                PEER_KEYS,
                PEER_ADDRESS,
                ROLES,
                SUBSCRIPTIONS,
                SECRETS_DIRECTORY,
                INTERNAL_RECEIVERS,
                ACKNOWLEDGE_URL,
                ACKNOWLEDGE_SECRETS,
                ALERTS_KEPT,
                TRIAL_BYTES,
                INTAKE_SOURCES,
                INTAKE_HOST,
                INTAKE_PORT,
                INTAKE_CONNECTIONS,
                INTAKE_CONNECTIONS_PER_ADDRESS,
                INTAKE_KEYSTORE,
                INTAKE_KEYSTORE_PASSWORD,
                TRUSTED_PROXIES,
                FORWARDED_HEADER);
    }
}
