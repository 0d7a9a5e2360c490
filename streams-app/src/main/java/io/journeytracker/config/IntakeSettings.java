package io.journeytracker.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How touchpoints are taken by HTTP.
 *
 * @param sources the file that says who may send; empty: nobody, no intake
 * @param connections most of them at once
 * @param connectionsPerAddress most of them from one address that is no trusted proxy
 * @param tls empty: plain HTTP
 * @param trustedProxies whose word for who is asking is believed
 * @param forwardedHeader in which they say so
 */
public record IntakeSettings(
        Optional<Path> sources,
        HttpSettings listen,
        int connections,
        int connectionsPerAddress,
        Optional<TlsSettings> tls,
        List<Network> trustedProxies,
        ForwardedHeader forwardedHeader) {}
