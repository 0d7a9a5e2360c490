package io.journeytracker.replay.report;

import java.math.BigDecimal;

/** How long ended visits lasted, in seconds; null where none ended. */
public record DwellSeconds(BigDecimal p50, BigDecimal p95) {}
