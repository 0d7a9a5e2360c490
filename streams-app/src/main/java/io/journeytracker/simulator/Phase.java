package io.journeytracker.simulator;

/** What a visitor does next. */
enum Phase {
    ARRIVE,
    BROWSE,
    ADD,
    VIEW_CART,
    CHECK_OUT,
    PAY,
    AWAIT_PAYMENT,
    COMPLAIN,
    RATE_HELP,
    RATE_ORDER,
    RECOMMEND,
    REVIEW,
    SHARE,
    CANCEL,
    REFUND,
    GONE
}
