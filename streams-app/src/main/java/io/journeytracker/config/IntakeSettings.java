package io.journeytracker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How touchpoints are taken by HTTP.
 *
 * @param sources the file that says who may send; empty: nobody, no intake
 * @param connections most of them at once
 * @param tls empty: plain HTTP
 * @param trustedProxies whose forwarded headers are believed
 */
public record IntakeSettings(
        Optional<Path> sources,
        HttpSettings listen,
        int connections,
        Optional<TlsSettings> tls,
        List<Network> trustedProxies) {}
