package io.journeytracker.query.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WireTest {

    private static final List<Question> QUESTIONS = List.of(
            new Question.Totals(),
            new Question.Visits("shop", 3, Long.MIN_VALUE, 7),
            new Question.Customers("shop", 3, Map.of("stage", "cart", "from", "")),
            new Question.Behind("shop", 3, Map.of("next", "cart"), true),
            new Question.Value("journey-states", "anonymous~\uD83D\uDE00"));

    @Test
    void aQuestionArrivesAsItWasAsked() {
        for (Question question : QUESTIONS) {
            Wire.Asked asked = new Wire.Asked(question, Set.of(0, 7, 1023));
            assertThat(Wire.question(Wire.bytes(asked))).isEqualTo(asked);
        }
    }

    @Test
    void anAnswerArrivesAsItWasGiven() {
        byte[] key = {1, 2};
        byte[] value = {};
        Share share = new Share(3, true, 5, Long.MIN_VALUE, 1_000_000, List.of(new Share.Entry(key, value)));
        List<Share> read = Wire.shares(Wire.bytes(List.of(share, Group.copy(4, 2))));
        assertThat(read.get(1)).isEqualTo(Group.copy(4, 2));
        assertThat(read.get(0)).usingRecursiveComparison().isEqualTo(share);
    }

    @Test
    void whatIsCutOffOrTooLongOrOfAnotherVersionIsNoneOfOurs() {
        byte[] question = Wire.bytes(new Wire.Asked(QUESTIONS.get(2), Set.of(1)));
        byte[] answer = Wire.bytes(
                List.of(new Share(3, true, 5, 6, 7, List.of(new Share.Entry(new byte[] {1}, new byte[] {2})))));
        for (int length = 0; length < question.length; length++) {
            refused(Arrays.copyOf(question, length));
        }
        for (int length = 0; length < answer.length; length++) {
            byte[] cut = Arrays.copyOf(answer, length);
            assertThatThrownBy(() -> Wire.shares(cut)).isInstanceOf(Wire.MalformedException.class);
        }
        refused(Arrays.copyOf(question, question.length + 1));
        byte[] newer = question.clone();
        newer[0]++;
        refused(newer);
        byte[] unknown = question.clone();
        unknown[1] = 99;
        refused(unknown);
        byte[] huge = question.clone();
        huge[2] = 0x7f;
        refused(huge);
    }

    private static void refused(byte[] bytes) {
        assertThatThrownBy(() -> Wire.question(bytes)).isInstanceOf(Wire.MalformedException.class);
    }
}
