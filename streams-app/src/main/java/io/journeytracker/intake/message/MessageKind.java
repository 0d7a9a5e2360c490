package io.journeytracker.intake.message;

/** What a message does, in Segment's terms, which the other protocols share. */
public enum MessageKind {
    /** The customer did something; the message names the event. */
    TRACK,
    /** A page of a website was shown. */
    PAGE,
    /** A screen of an app was shown. */
    SCREEN,
    /** Who the visitor is: a user id, traits, or both. */
    IDENTIFY,
    /** Which company or other group the customer belongs to. */
    GROUP,
    /** Two ids are one customer. */
    ALIAS
}
