/** Servers for HTTP, made of modules of paths; metrics and health are one of them. */
package io.journeytracker.http;
