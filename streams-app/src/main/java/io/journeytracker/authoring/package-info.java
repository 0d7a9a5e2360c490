/** Maps by HTTP: written in steps, tried on what customers did, published. */
package io.journeytracker.authoring;
