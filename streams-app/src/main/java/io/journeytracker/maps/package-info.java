/** Journey maps in Kafka: published to a compacted topic, followed by every instance. */
package io.journeytracker.maps;
