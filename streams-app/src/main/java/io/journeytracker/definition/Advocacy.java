package io.journeytracker.definition;

/** How a touchpoint shows that the customer recommends us. */
public enum Advocacy {
    REFERRED,
    REVIEWED
}
