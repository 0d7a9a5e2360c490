package io.journeytracker.runtime;

import io.journeytracker.config.IdentitySettings;
import io.journeytracker.identity.IdentityRules;
import io.journeytracker.identity.IdentityRulesReader;

/** The identity rules that the configuration asks for. */
public final class IdentityPlan {

    private IdentityPlan() {}

    /** @throws io.journeytracker.identity.InvalidIdentityRulesException if the file of rules cannot be used */
    public static IdentityRules rules(IdentitySettings settings) {
        if (!settings.linked()) {
            return IdentityRules.NONE;
        }
        return settings.rules().map(new IdentityRulesReader()::read).orElse(IdentityRules.USUAL);
    }
}
