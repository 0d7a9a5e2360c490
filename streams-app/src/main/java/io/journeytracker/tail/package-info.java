/** Looking over the engine's shoulder: each touchpoint, which rules were tried, what happened, why nothing moved. */
package io.journeytracker.tail;
