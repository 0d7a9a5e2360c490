/** Dead letters, sent again after a fix: each once, and what cannot be sent stays where it is. */
package io.journeytracker.redrive;
