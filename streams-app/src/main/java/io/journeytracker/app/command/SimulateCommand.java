package io.journeytracker.app.command;

import io.journeytracker.client.IntakeClient;
import io.journeytracker.client.IntakeException;
import io.journeytracker.runtime.StopSignal;
import io.journeytracker.simulator.ShopSettings;
import io.journeytracker.traffic.ShopTraffic;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Drives the simulated shop's visitors through an intake. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = "Send what a simulated shop's visitors do through an intake, as a website's SDK would.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was told to end, or the time was up",
            "1:the intake cannot be reached, or gave up on the way",
            "2:the command line, the address or the key is wrong"
        })
public final class SimulateCommand implements Callable<Integer> {

    private static final Duration EVERY = Duration.ofMillis(250);
    private static final Duration STATUS_EVERY = Duration.ofSeconds(5);
    private static final int MOST_VISITORS = 1_000_000;
    private static final double TOUCHPOINTS_EACH = 10;
    private static final double MINUTE_SECONDS = 60;
    private static final double FASTEST = 1_000;

    private final StopSignal stop;
    private long end;

    @Spec
    private CommandSpec spec;

    @Mixin
    private IntakeOptions intake;

    @Option(
            names = "--visitors",
            defaultValue = "120",
            paramLabel = "N",
            description = "New visitors a minute, about ten touchpoints each; in the first half minute ten times as"
                    + " many. Default: 120.")
    private int visitors;

    @Option(
            names = "--speed",
            defaultValue = "1",
            paramLabel = "F",
            description =
                    "How many times as fast the shop's time runs: 10 lets visitors come and act ten times as fast."
                            + " Default: 1.")
    private double speed;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = DurationText.class,
            description = "End after this time, such as 60s. Default: on Ctrl-C.")
    private Duration howLong;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description =
                    "The same seed gives the same visitors, whose second coming is a duplicate. Default: others each"
                            + " time.")
    private Long seed;

    public SimulateCommand(StopSignal stop) {
        this.stop = stop;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (visitors < 1 || visitors > MOST_VISITORS) {
            throw new CommandException("--visitors " + visitors + ": expected a number from 1 to " + MOST_VISITORS, 2);
        }
        if (!(speed > 0 && speed <= FASTEST)) {
            throw new CommandException("--speed " + speed + ": expected more than 0 and at most 1000", 2);
        }
        end = howLong == null ? Long.MAX_VALUE : System.nanoTime() + howLong.toNanos();
        IntakeClient client = new IntakeClient(intake.address(), intake.retries(), this::ended, this::warn);
        Clock clock = Clock.systemUTC();
        ShopSettings settings = ShopSettings.usual()
                .withSeed(seed == null ? clock.millis() : seed)
                .withLivePerSecond(visitors * TOUCHPOINTS_EACH / MINUTE_SECONDS);
        ShopTraffic traffic = new ShopTraffic(settings, speed, client, clock);
        try {
            run(traffic);
        } catch (IntakeException failed) {
            if (failed.kind() != IntakeException.Kind.STOPPED) {
                throw IntakeOptions.failure(failed, "");
            }
            if (traffic.taken() == 0 && !stop.requested()) {
                throw new CommandException(
                        total(traffic) + ": the intake at " + intake.address() + " took nothing until the time was up",
                        1);
            }
        }
        say(total(traffic));
        return 0;
    }

    private void run(ShopTraffic traffic) throws InterruptedException {
        long told = System.nanoTime();
        long before = 0;
        while (!ended(EVERY)) {
            traffic.catchUp();
            long now = System.nanoTime();
            if (now - told >= STATUS_EVERY.toNanos()) {
                double perSecond = (traffic.taken() - before) * 1e9 / (now - told);
                say(String.format(Locale.ROOT, "%.1f touchpoints/s; %s", perSecond, total(traffic)));
                told = now;
                before = traffic.taken();
            }
        }
    }

    /** Waits; true: it was told to end, or the time is up. */
    private boolean ended(Duration atMost) throws InterruptedException {
        long rest = Math.max(0, end - System.nanoTime());
        return stop.await(Duration.ofNanos(Math.min(rest, atMost.toNanos()))) || System.nanoTime() >= end;
    }

    private static String total(ShopTraffic traffic) {
        String refused = traffic.firstRefusal()
                .map(first -> String.format(Locale.ROOT, ", %,d refused: %s", traffic.refused(), first.text()))
                .orElse("");
        return String.format(Locale.ROOT, "%,d touchpoints taken%s", traffic.taken(), refused);
    }

    private void say(String line) {
        spec.commandLine().getOut().println(line);
        spec.commandLine().getOut().flush();
    }

    private void warn(String line) {
        spec.commandLine().getErr().println(line);
        spec.commandLine().getErr().flush();
    }
}
