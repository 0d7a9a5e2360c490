/** Several instances that answer as one: who keeps which partition, asking them, and what their answers make together. */
package io.journeytracker.query.fleet;
