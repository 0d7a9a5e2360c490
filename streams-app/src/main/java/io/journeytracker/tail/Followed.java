package io.journeytracker.tail;

import io.journeytracker.schema.Touchpoint;
import io.journeytracker.topic.CustomerId;
import java.util.HashSet;
import java.util.Set;

/** Whose journey is told. */
public sealed interface Followed {

    /** Before a touchpoint of this customer is told: whether it is. */
    boolean tells(String customer, Touchpoint touchpoint);

    /** Whether anything else of this customer is told. */
    boolean tells(String customer);

    /** False where nothing of this customer will ever be told. */
    default boolean mayTell(String customer) {
        return true;
    }

    /** Everybody. */
    record Everyone() implements Followed {

        @Override
        public boolean tells(String customer, Touchpoint touchpoint) {
            return true;
        }

        @Override
        public boolean tells(String customer) {
            return true;
        }
    }

    /** One customer: by the id that names them, with or without its kind. */
    record One(String id) implements Followed {

        @Override
        public boolean tells(String customer, Touchpoint touchpoint) {
            return tells(customer);
        }

        @Override
        public boolean tells(String customer) {
            return id.equals(customer) || id.equals(CustomerId.value(customer));
        }

        @Override
        public boolean mayTell(String customer) {
            return tells(customer);
        }
    }

    /** Whoever has sent something by a source since following began. */
    final class SentBy implements Followed {

        private final String source;
        private final Set<String> customers = new HashSet<>();

        public SentBy(String source) {
            this.source = source;
        }

        @Override
        public boolean tells(String customer, Touchpoint touchpoint) {
            return touchpoint.getSource().equals(source) && (customers.add(customer) || tells(customer));
        }

        @Override
        public boolean tells(String customer) {
            return customers.contains(customer);
        }
    }
}
