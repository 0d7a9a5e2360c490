package io.journeytracker.intake.message;

/** One element of a batch, in the order in which it was sent. */
public sealed interface Item permits Message, Unreadable {}
