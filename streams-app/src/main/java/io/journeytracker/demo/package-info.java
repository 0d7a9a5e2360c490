/** The demo: a simulated shop, and what is seen of it on a terminal. */
package io.journeytracker.demo;
