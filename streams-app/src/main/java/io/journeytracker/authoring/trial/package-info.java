/** Maps tried on what customers did: the touchpoints of the last days, folded as live, before anything is published. */
package io.journeytracker.authoring.trial;
