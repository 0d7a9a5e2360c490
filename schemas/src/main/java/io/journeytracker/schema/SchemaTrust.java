package io.journeytracker.schema;

import org.apache.avro.util.ClassSecurityValidator;

/**
 * Lets Avro make objects of the generated classes. Since 1.12.2 Avro refuses to load any class named by a schema unless
 * its package is trusted, against schemas that name dangerous classes.
 *
 * <p>It adds to what is trusted already (Avro's defaults and the system properties {@code
 * org.apache.avro.SERIALIZABLE_CLASSES} and {@code org.apache.avro.SERIALIZABLE_PACKAGES}), takes nothing away, and
 * happens once, when this class is loaded.
 */
public final class SchemaTrust {

    private static final String PREFIX = SchemaTrust.class.getPackageName() + ".";

    static {
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(), type -> type.getName().startsWith(PREFIX)));
    }

    private SchemaTrust() {}

    /** Must be called before anything in this package is read; calling it again costs nothing. */
    public static void establish() {
        // Loading the class did it.
    }
}
