package io.journeytracker.config;

/** @param port 0: any free one */
public record HttpSettings(String host, int port) {}
