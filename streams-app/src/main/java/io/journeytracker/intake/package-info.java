/** HTTP to touchpoints: what existing SDKs send is understood, mapped, and written to Kafka before it is acknowledged. */
package io.journeytracker.intake;
