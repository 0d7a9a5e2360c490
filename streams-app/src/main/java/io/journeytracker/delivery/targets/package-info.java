/** What a message says, and the outside world that it is sent to: one class for each type of target. */
package io.journeytracker.delivery.targets;
