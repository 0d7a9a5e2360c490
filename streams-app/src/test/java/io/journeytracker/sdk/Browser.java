package io.journeytracker.sdk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.awaitility.Awaitility;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, driven by Selenium as a person would, which can reach nothing but this machine and keeps a record of what went
 * wrong in it. A dialog that opens fails the next question that is asked of it.
 */
final class Browser implements AutoCloseable {

    /** Held, since a logger that nobody holds forgets its level: it warns of every newer browser, of which nothing here needs to know. */
    private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

    /** Before any script of the page: what its policy had to stop, and which dialogs were opened. */
    private static final String WATCH = """
            window.violations = [];
            document.addEventListener('securitypolicyviolation', event => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
            """;

    /** What is wrong with what is shown now: what ran, what was stopped, and elements that no page of ours has. */
    private static final String WRONG = """
            const wrong = [...window.violations];
            if (window.hit !== undefined) { wrong.push(`window.hit is ${window.hit}`); }
            for (const script of document.scripts) {
              if (!script.src.startsWith(location.origin)) { wrong.push(`a script: ${script.outerHTML}`); }
            }
            const planted = 'body :is(img, script, iframe, object, embed, style, link, base, meta, video, audio, marquee, math, template, form[action])';
            document.querySelectorAll(planted).forEach(node => wrong.push(`planted: ${node.outerHTML}`));
            document.querySelectorAll('body *').forEach(node => {
              for (const { name, value } of node.attributes) {
                if (name.startsWith('on') || /^\\s*(javascript|data):/i.test(value) && ['href', 'src', 'action', 'xlink:href'].includes(name)) {
                  wrong.push(`${name} of ${node.tagName}: ${value}`);
                }
              }
            });
            return wrong;
            """;

    private final ChromeDriver driver;
    private final String address;

    /**
     * @param address of the application, the only one that the pages may ask
     * @param downloads where files are saved
     */
    Browser(String driverPath, String binary, String address, Path downloads) {
        this.address = address;
        DEVTOOLS.setLevel(Level.SEVERE);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(binary);
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--window-size=1300,900",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        driver = new ChromeDriver(
                new ChromeDriverService.Builder()
                        .usingDriverExecutable(new File(driverPath))
                        .usingAnyFreePort()
                        .build(),
                options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        driver.executeCdpCommand("Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        driver.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", downloads.toString()));
    }

    void open(String path) {
        driver.get(address + path);
    }

    /** Waits for it. */
    WebElement find(String selector) {
        return Awaitility.await(selector)
                .until(
                        () -> driver.findElements(By.cssSelector(selector)).stream()
                                .findFirst(),
                        first -> first.isPresent())
                .orElseThrow();
    }

    WebElement focused() {
        return driver.switchTo().activeElement();
    }

    List<String> texts(String selector) {
        return strings("return [...document.querySelectorAll(arguments[0])].map(node => node.textContent)", selector);
    }

    String text(String selector) {
        find(selector);
        return texts(selector).get(0);
    }

    /** What a script answers that is run beside the page's own. */
    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    /** As {@link #run}, of a script that calls its last argument with the answer. */
    Object wait(String script, Object... arguments) {
        return driver.executeAsyncScript(script, arguments);
    }

    List<String> strings(String script, Object... arguments) {
        return listed(run(script, arguments));
    }

    static List<String> listed(Object list) {
        List<String> strings = new ArrayList<>();
        ((List<?>) list).forEach(each -> strings.add(String.valueOf(each)));
        return strings;
    }

    /** What is wrong with what is shown. */
    List<String> wrong() {
        return strings(WRONG);
    }

    /** What the console was told that is no mere remark, since this was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** What was asked of anybody but the application, ever. */
    List<String> strangers() {
        List<String> strangers = new ArrayList<>();
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE).getAll()) {
            JsonNode message = json(entry.getMessage()).path("message");
            String url = message.at("/params/request/url").asText();
            if (message.path("method").asText().equals("Network.requestWillBeSent")
                    && url.matches("(?i)(http|ws|ftp).*")
                    && !url.startsWith(address + "/")) {
                strangers.add(url);
            }
        }
        return strangers;
    }

    static JsonNode json(String text) {
        try {
            return new JsonMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
