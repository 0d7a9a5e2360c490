package io.journeytracker.definition;

import io.journeytracker.schema.Contact;
import io.journeytracker.schema.TouchpointClass;
import java.util.List;
import java.util.Optional;

/**
 * A condition on a touchpoint: everything that is given must hold.
 *
 * @param events any of these names, exactly; empty: any event
 * @param channel exactly this channel
 * @param touchpointClass this class
 * @param contact this contact
 * @param source exactly this source
 * @param when CEL condition; something missing makes it false, not an error
 */
public record EventRule(
        List<String> events,
        Optional<String> channel,
        Optional<TouchpointClass> touchpointClass,
        Optional<Contact> contact,
        Optional<String> source,
        Optional<String> when) {}
