/** The alerts as people see them, and what they do about them: acknowledge, silence, subscribe. */
package io.journeytracker.board;
