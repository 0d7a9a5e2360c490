package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.subscription.TargetLanguage;

/** A type of target: how it is written, and how it is opened. One class each, listed in {@link TargetTypes}. */
public interface TargetType extends TargetLanguage {

    /** Opens a target whose settings are those that {@link #settings} made. Connects to nothing yet; throws nothing. */
    Target open(TargetDefinition definition, TargetResources resources);
}
