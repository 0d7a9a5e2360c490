/** The protocols that existing SDKs speak, each a class of its own: paths, payloads, answers. */
package io.journeytracker.intake.protocol;
