package io.journeytracker.intake.source;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How long it takes to compare keys tells nothing of them: digests, by the platform's own comparison, all of them each time. */
class WriteKeyTest {

    private static final String KEY = "the-key-of-a-shop";

    private static Sender sender(String name, String... keys) {
        List<WriteKey> all = Stream.of(keys).map(WriteKey::of).toList();
        return new Sender(new Source(name), all, new Origins(List.of()), Sender.USUAL_EVENTS);
    }

    private static Stream<String> called(JavaMethod method) {
        return method.getAccessesFromSelf().stream()
                .map(JavaAccess::getTarget)
                .map(target -> target.getOwner().getSimpleName() + "." + target.getName());
    }

    @Test
    void everyKeyOfASourceLetsItIn() {
        Sources sources = new Sources(List.of(sender("a", "key-1", KEY), sender("b", "key-2")), Sources.USUAL_REQUESTS);
        assertThat(sources.withKey("key-1"))
                .hasValueSatisfying(found -> assertThat(found.source().name()).isEqualTo("a"));
        assertThat(sources.withKey(KEY))
                .hasValueSatisfying(found -> assertThat(found.source().name()).isEqualTo("a"));
        assertThat(sources.withKey("key-2"))
                .hasValueSatisfying(found -> assertThat(found.source().name()).isEqualTo("b"));
        for (String none : List.of("", "key-", "key-1 ", "KEY-1", "key-3", KEY.substring(1), KEY + "s")) {
            assertThat(sources.withKey(none)).as(none).isEmpty();
        }
    }

    @Test
    void theSearchDoesNotEndWhereAKeyFits() {
        List<Sender> same = List.of(sender("first", KEY), sender("second", KEY, "other"), sender("third", "another"));
        assertThat(new Sources(same, Sources.USUAL_REQUESTS).withKey(KEY))
                .as("the last that fits, so that none after the first one was passed over")
                .hasValueSatisfying(found -> assertThat(found.source().name()).isEqualTo("second"));
    }

    @Test
    void aKeyIsADigestThatOnlyThePlatformsConstantTimeComparisonReads() {
        JavaClass key = new ClassFileImporter().importClass(WriteKey.class);
        assertThat(key.getFields()).extracting(JavaField::getName).containsExactly("digest");
        assertThat(called(key.getMethod("matches", WriteKey.class)).filter(called -> !called.equals("WriteKey.digest")))
                .containsExactly("MessageDigest.isEqual");
        assertThat(key.getMethods())
                .as("without equals and hashCode no collection can look for it")
                .extracting(JavaMethod::getName)
                .containsExactlyInAnyOrder("of", "matches");
    }

    @Test
    void theSearchAsksEveryKeyAndNoTable() {
        JavaClass sources = new ClassFileImporter().importClass(Sources.class);
        assertThat(called(sources.getMethod("withKey", String.class)).distinct())
                .containsExactlyInAnyOrder(
                        "WriteKey.of",
                        "Sources.senders",
                        "List.iterator",
                        "Iterator.hasNext",
                        "Iterator.next",
                        "Sender.keys",
                        "WriteKey.matches",
                        "Optional.ofNullable");
    }
}
