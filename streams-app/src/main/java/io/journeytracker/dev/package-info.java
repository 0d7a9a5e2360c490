/** What makes a laptop a cluster: a Kafka broker inside this process. For the demo and the tests, never in production. */
package io.journeytracker.dev;
