/** What other programs ask by HTTP: metrics and health. */
package io.journeytracker.http;
