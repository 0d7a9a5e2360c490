/** What people say about a map and do about it: pain points with their lives, notes, reviews. */
package io.journeytracker.annotation;
