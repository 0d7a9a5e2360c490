package io.journeytracker.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.runtime.TopologyDescription;
import io.journeytracker.testing.Checkout;
import io.journeytracker.topic.Topics;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TopicsDocumentTest {

    @Test
    void theTopologyIsTheOneThatWasAgreedOn() throws IOException {
        try (InputStream golden = getClass().getResourceAsStream("/topology.txt")) {
            assertThat(TopologyDescription.of(Topics.DEFAULT))
                    .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    @Test
    void theDocumentListsEveryTopicAndEveryChangelog() {
        List<String> changelogs =
                stores().map(store -> "journey-tracker-" + store + "-changelog").toList();
        assertThat(Checkout.codeInFirstColumn("docs/topics.md"))
                .containsExactlyInAnyOrderElementsOf(Stream.concat(Topics.DEFAULT.all().stream(), changelogs.stream())
                        .toList());
    }

    private static Stream<String> stores() {
        return Pattern.compile("stores: \\[([^\\]]+)\\]")
                .matcher(TopologyDescription.of(Topics.DEFAULT))
                .results()
                .map((MatchResult match) -> match.group(1))
                .flatMap(names -> Stream.of(names.split(", ")))
                .collect(java.util.stream.Collectors.toCollection(TreeSet::new))
                .stream();
    }
}
