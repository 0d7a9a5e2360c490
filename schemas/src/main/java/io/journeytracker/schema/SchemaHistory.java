package io.journeytracker.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/**
 * The committed versions of a schema, oldest first: resources {@code history/<record name>/<n>.avsc} beside this class,
 * n from 1 without gaps. Whoever changes a schema adds its new text there as the next version; none is ever changed or
 * removed, because stores and topics hold records written by it.
 */
final class SchemaHistory {

    private SchemaHistory() {}

    static List<Schema> of(Schema current) {
        List<Schema> versions = new ArrayList<>();
        for (int n = 1; ; n++) {
            String resource = "history/" + current.getName() + "/" + n + ".avsc";
            try (InputStream text = SchemaHistory.class.getResourceAsStream(resource)) {
                if (text == null) {
                    return List.copyOf(versions);
                }
                versions.add(new Schema.Parser().parse(text));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read " + resource, e);
            }
        }
    }
}
