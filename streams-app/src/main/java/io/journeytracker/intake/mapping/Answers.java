package io.journeytracker.intake.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.journeytracker.schema.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How it felt, as far as an event's properties say so. A score is a property {@code nps}, {@code csat} or {@code ces}, also with
 * {@code _score} behind. PostHog's surveys say neither question nor scale: their first answer that is a number counts as the
 * score that the survey's name speaks of ({@code NPS}, {@code CSAT} or {@code CES} as a word in {@code $survey_name}), their
 * first text as the comment. What is off its scale says nothing and stays a property.
 */
record Answers(Optional<Score> score, Optional<Double> sentiment, Optional<String> comment) {

    private static final Pattern KIND = Pattern.compile("(?<![a-z])(nps|csat|ces)(?![a-z])", Pattern.CASE_INSENSITIVE);
    private static final String POSTHOG = "$survey_response";
    private static final List<SurveyScale> SCALES = List.of(SurveyScale.values());

    static Answers of(String event, ObjectNode properties) {
        List<JsonNode> survey = surveyAnswers(properties);
        return new Answers(
                named(properties).or(() -> posthog(properties, survey)),
                Texts.number(properties.path("sentiment")).filter(feeling -> Math.abs(feeling) <= 1),
                comment(event, properties, survey));
    }

    private static Optional<Score> named(ObjectNode properties) {
        for (SurveyScale scale : SCALES) {
            for (String property : scale.properties()) {
                JsonNode answer = properties.get(property);
                Optional<Score> score =
                        answer == null ? Optional.empty() : Texts.number(answer).flatMap(scale::score);
                if (score.isPresent()) {
                    return score;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Score> posthog(ObjectNode properties, List<JsonNode> answers) {
        if (answers.isEmpty()) {
            return Optional.empty();
        }
        Matcher kind = KIND.matcher(properties.path("$survey_name").asText(""));
        if (!kind.find()) {
            return Optional.empty();
        }
        Optional<SurveyScale> scale = SurveyScale.of(kind.group(1));
        return answers.stream()
                .flatMap(answer -> Texts.number(answer).stream())
                .findFirst()
                .flatMap(value -> scale.flatMap(of -> of.score(value)));
    }

    private static Optional<String> comment(String event, ObjectNode properties, List<JsonNode> answers) {
        return Texts.text(properties.path("comment"))
                .or(() -> event.equals("Product Reviewed")
                        ? Texts.text(properties.path("review_body"))
                        : Optional.empty())
                .or(() -> answers.stream()
                        .filter(answer -> Texts.number(answer).isEmpty())
                        .flatMap(answer -> Texts.text(answer).stream())
                        .findFirst());
    }

    private static List<JsonNode> surveyAnswers(ObjectNode properties) {
        List<JsonNode> answers = new ArrayList<>(0);
        for (Map.Entry<String, JsonNode> property : properties.properties()) {
            if (property.getKey().startsWith(POSTHOG)) {
                answers.add(property.getValue());
            }
        }
        return answers;
    }
}
