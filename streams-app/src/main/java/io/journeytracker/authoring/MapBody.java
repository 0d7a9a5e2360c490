package io.journeytracker.authoring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.http.Context;
import io.journeytracker.http.ErrorCode;
import io.journeytracker.http.RefusedRequestException;
import io.journeytracker.http.RequestBody;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/** The map in a request, as YAML. JSON is written as YAML first, so that messages tell the lines of a text for people. */
final class MapBody {

    /** Bytes of a request's body. */
    static final int LONGEST = 500_000;

    private static final List<String> TYPES = List.of(RequestBody.YAML, RequestBody.JSON);
    private static final int LINE = 160;
    private static final JsonMapper READER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private MapBody() {}

    /** @throws RefusedRequestException of another type, too long, or no JSON object where it says so */
    static String yaml(Context context) {
        RequestBody body = RequestBody.of(context, TYPES, LONGEST);
        return body.type().equals(RequestBody.JSON) ? ofJson(body.text()) : body.text();
    }

    private static String ofJson(String json) {
        try {
            Object read = READER.readValue(json, Object.class);
            if (!(read instanceof Map<?, ?> map)) {
                throw malformed("expected a JSON object with the keys of a map");
            }
            DumperOptions options = new DumperOptions();
            options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
            options.setAllowUnicode(true);
            options.setWidth(LINE);
            options.setNonPrintableStyle(DumperOptions.NonPrintableStyle.ESCAPE);
            options.setSplitLines(false);
            return new Yaml(new Literally(options), options).dump(map);
        } catch (JsonProcessingException invalid) {
            throw malformed("is no JSON: " + invalid.getOriginalMessage() + "; expected a map as a JSON object");
        } catch (YAMLException unwritable) {
            throw malformed("has characters that no text has; expected a map as a JSON object");
        }
    }

    private static RefusedRequestException malformed(String message) {
        return new RefusedRequestException(ErrorCode.MALFORMED, "body", message);
    }

    /** As it is: U+0085 would be read as a plain line break where it is not escaped. */
    private static final class Literally extends Representer {

        Literally(DumperOptions options) {
            super(options);
        }

        @Override
        protected Node representScalar(Tag tag, String value, DumperOptions.ScalarStyle style) {
            boolean escaped = value.indexOf('\u0085') >= 0;
            return super.representScalar(tag, value, escaped ? DumperOptions.ScalarStyle.DOUBLE_QUOTED : style);
        }
    }
}
