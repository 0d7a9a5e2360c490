package io.journeytracker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import io.journeytracker.http.RouteModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.Optional;

/**
 * {@code /try}: a page on which a person is a customer, with Segment's browser SDK from a library of the build. Nothing on it is
 * asked of anybody else.
 */
public final class TryPage implements RouteModule {

    public static final String PATH = "/try";

    /** Where libraries of npm say which paths of theirs a package has. */
    private static final String IMPORTS = "META-INF/importmap.json";

    private static final String PACKAGE = "@segment/analytics-next/";
    private static final String RESOURCES = "META-INF/resources";
    private static final String SCRIPT = "text/javascript; charset=utf-8";
    private static final String ONLY_OURS =
            "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
                    + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final String sdk;

    private TryPage(String sdk) {
        this.sdk = sdk;
    }

    /** Empty where the SDK is not there: it comes with the development build alone. */
    public static Optional<TryPage> find() {
        return sdkFolder().map(TryPage::new);
    }

    private static Optional<String> sdkFolder() {
        try {
            for (URL imports : Collections.list(TryPage.class.getClassLoader().getResources(IMPORTS))) {
                try (InputStream in = imports.openStream()) {
                    JsonNode folder =
                            new JsonMapper().readTree(in).path("imports").path(PACKAGE);
                    if (folder.isTextual()) {
                        return Optional.of(RESOURCES + folder.asText() + "umd/");
                    }
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("The program's own libraries cannot be read", e);
        }
    }

    @Override
    public void addTo(RoutesConfig routes) {
        routes.get(PATH, context -> own(context, "try.html", "text/html; charset=utf-8"));
        routes.get(PATH + "/try.css", context -> own(context, "try.css", "text/css; charset=utf-8"));
        routes.get(PATH + "/try.js", context -> own(context, "try.js", SCRIPT));
        routes.get(PATH + "/segment.js", context -> library(context, "index.js"));
        // Where the SDK looks for its further parts.
        routes.get("/analytics-next/bundles/{file}", context -> library(context, context.pathParam("file")));
    }

    private static void own(Context context, String file, String type) throws IOException {
        try (InputStream in = TryPage.class.getResourceAsStream(file)) {
            context.header("Content-Security-Policy", ONLY_OURS)
                    .contentType(type)
                    .result(in.readAllBytes());
        }
    }

    private void library(Context context, String file) throws IOException {
        if (!file.matches("[A-Za-z0-9.-]+\\.js")) {
            throw new NotFoundResponse();
        }
        try (InputStream in = TryPage.class.getClassLoader().getResourceAsStream(sdk + file)) {
            if (in == null) {
                throw new NotFoundResponse();
            }
            context.contentType(SCRIPT).result(in.readAllBytes());
        }
    }
}
