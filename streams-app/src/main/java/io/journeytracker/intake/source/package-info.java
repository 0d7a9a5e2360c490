/** Who may send: sources, their write keys, origins, rates and mapping rules. */
package io.journeytracker.intake.source;
