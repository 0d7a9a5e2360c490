/** Questions about the live state: the journey map merged out of its parts, flows, customers. */
package io.journeytracker.query;
