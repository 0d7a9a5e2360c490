/** A running stack of Prometheus, Alertmanager and Grafana, asked whether every panel has something to show. */
package io.journeytracker.stack;
