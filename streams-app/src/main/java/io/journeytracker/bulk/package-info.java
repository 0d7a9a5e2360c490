/** The bulk import: the rows of a file become touchpoints through an intake, and none of them twice. */
package io.journeytracker.bulk;
