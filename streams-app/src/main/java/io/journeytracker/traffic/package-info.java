/** The simulated shop's visitors, told to an intake as a website's SDK would. */
package io.journeytracker.traffic;
