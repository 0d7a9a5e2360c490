package io.journeytracker.app.command;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What went wrong with a file, for people: Java often says its name and nothing else. */
public final class FileTrouble {

    private FileTrouble() {}

    /** The file, where that is known, and why it cannot be read or written. */
    public static String of(IOException trouble) {
        return trouble instanceof FileSystemException at && at.getFile() != null
                ? at.getFile() + ": cannot be read or written (" + why(at) + ")"
                : "A file cannot be read or written (" + why(trouble) + ")";
    }

    /** Why, without the file's name. */
    static String why(IOException trouble) {
        if (trouble instanceof AccessDeniedException) {
            return "no permission";
        }
        if (trouble instanceof NoSuchFileException) {
            return "does not exist";
        }
        if (trouble instanceof FileAlreadyExistsException) {
            return "is there, and is something else";
        }
        String reason = trouble instanceof FileSystemException at ? at.getReason() : trouble.getMessage();
        return reason == null ? trouble.getClass().getSimpleName() : reason;
    }
}
