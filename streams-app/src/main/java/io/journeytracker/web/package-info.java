/** The page of the live journey map. */
package io.journeytracker.web;
