package io.journeytracker.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.testing.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ChannelsTest {

    private static final Pattern DOCUMENTED = Pattern.compile("ocumented ones are ([a-z, -]+)[.;]");

    @Test
    void theSchemaNamesTheChannelsThatFiguresTellApart() {
        assertThat(named(Touchpoint.getClassSchema().getField("channel").doc())).isEqualTo(Channels.DOCUMENTED);
    }

    @Test
    void theDocumentationOfMapsNamesThemToo() throws IOException {
        assertThat(named(Files.readString(Checkout.root().resolve("docs/journeys.md"))))
                .isEqualTo(Channels.DOCUMENTED);
    }

    private static List<String> named(String text) {
        Matcher list = DOCUMENTED.matcher(text);
        assertThat(list.find()).as("a list of documented channels").isTrue();
        return List.of(list.group(1).split(", "));
    }
}
