package io.journeytracker.access;

import io.journeytracker.config.AccessSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The keys that make somebody a viewer, an analyst or an operator. The keys themselves are not kept, and a look-up takes the same time
 * whatever is given.
 */
public final class AccessKeys {

    private final List<Entry> entries = new ArrayList<>();
    private final List<byte[]> peers = new ArrayList<>();
    private final Optional<AccessRole> withoutKey;

    private record Entry(byte[] digest, Caller caller) {}

    private AccessKeys(Optional<AccessRole> withoutKey) {
        this.withoutKey = withoutKey;
    }

    public static AccessKeys of(AccessSettings settings) {
        AccessKeys keys = new AccessKeys(Optional.empty());
        settings.viewers().forEach(key -> keys.add(key, AccessRole.VIEWER));
        settings.analysts().forEach(key -> keys.add(key, AccessRole.ANALYST));
        settings.operators().forEach(key -> keys.add(key, AccessRole.OPERATOR));
        return keys;
    }

    /** Everybody is an operator, for a demo on one machine. */
    public static AccessKeys open() {
        return new AccessKeys(Optional.of(AccessRole.OPERATOR));
    }

    /** These, and the keys of other instances, which give no role. */
    public AccessKeys withPeers(List<String> keys) {
        keys.forEach(key -> peers.add(digest(key)));
        return this;
    }

    /** Whether another instance shows this key. */
    public boolean peer(String key) {
        byte[] given = digest(key);
        boolean found = false;
        for (byte[] peer : peers) {
            found |= MessageDigest.isEqual(peer, given);
        }
        return found;
    }

    private void add(String given, AccessRole role) {
        entries.add(new Entry(digest(AccessSettings.key(given)), new Caller(role, AccessSettings.name(given))));
    }

    /** Whether nobody can have a role. */
    public boolean none() {
        return entries.isEmpty() && withoutKey.isEmpty();
    }

    /** What somebody without any key is; empty as a rule. */
    public Optional<AccessRole> withoutKey() {
        return withoutKey;
    }

    /** Whose key it is; empty: nobody's, and nobody is let in without one. */
    public Optional<Caller> caller(String key) {
        byte[] given = digest(key);
        Caller found = withoutKey.map(Caller::nameless).orElse(null);
        for (Entry entry : entries) {
            boolean same = MessageDigest.isEqual(entry.digest(), given);
            if (same && (found == null || entry.caller().role().may(found.role()))) {
                found = entry.caller();
            }
        }
        return Optional.ofNullable(found);
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
