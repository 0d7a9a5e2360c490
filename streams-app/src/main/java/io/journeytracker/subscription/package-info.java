/** Who wants to hear of which alerts, when and where: values, pure rules, and the YAML that says it. */
package io.journeytracker.subscription;
