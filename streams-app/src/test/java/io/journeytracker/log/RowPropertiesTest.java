package io.journeytracker.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.schema.Touchpoint;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

class RowPropertiesTest {

    private static final RowProperties PROPERTIES =
            new RowProperties(new String[] {"a", "b", "c", "d"}, new Object[] {null, "x", 2L, null}, 2);

    @Test
    void isTheMapOfTheCellsThatHaveAValue() {
        assertThat(PROPERTIES).isEqualTo(Map.of("b", "x", "c", 2L)).hasSize(2);
        assertThat(PROPERTIES.get("b")).isEqualTo("x");
        assertThat(PROPERTIES.get("a")).isNull();
        assertThat(PROPERTIES.get("z")).isNull();
        assertThat(PROPERTIES.containsKey("a")).isFalse();
        assertThat(PROPERTIES.containsKey("c")).isTrue();
    }

    @Test
    void avroWritesItLikeAnyMap() throws IOException {
        assertThat(written(PROPERTIES)).isEqualTo(written(new LinkedHashMap<>(PROPERTIES)));
    }

    @Test
    void atMostAsManyFieldsAsATouchpointMayHaveAreTaken() {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < 150; i++) {
            fields.put("f" + i, i);
        }
        assertThat(RowProperties.of(fields, Columns.of("f0", "f1", "f2")))
                .hasSize(100)
                .containsKeys("f3", "f102")
                .doesNotContainKeys("f0", "f103");
    }

    private static byte[] written(Map<String, Object> properties) throws IOException {
        Touchpoint touchpoint = new Touchpoint();
        touchpoint.setMessageId("");
        touchpoint.setEvent("e");
        touchpoint.setSource("s");
        touchpoint.setProperties(properties);
        touchpoint.setTraits(Map.of());
        touchpoint.setIdentifiers(Map.of());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<Touchpoint>(Touchpoint.getClassSchema()).write(touchpoint, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
