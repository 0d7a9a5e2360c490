package io.journeytracker.delivery.targets;

import io.journeytracker.subscription.SecretName;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.yaml.Block;
import io.journeytracker.yaml.Value;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Sends messages by e-mail, through a server that speaks TLS. */
public final class MailTarget implements Target {

    private final Settings settings;
    private final TargetResources resources;
    private final MailServer server;

    /** How TLS begins. */
    enum Security {
        /** Within the conversation; whoever does not offer it gets no message. */
        STARTTLS(587),
        /** With the connection. */
        TLS(465);

        private final int usualPort;

        Security(int usualPort) {
            this.usualPort = usualPort;
        }
    }

    /**
     * What e-mail has beside what every target has.
     *
     * @param user empty: the server asks for none
     * @param from an address as mails write it, checked
     * @param to addresses too
     */
    record Settings(
            String host,
            int port,
            Security security,
            Optional<String> user,
            Optional<SecretName> password,
            String from,
            List<String> to) {}

    /** {@code type: email}. */
    public static final class Type implements TargetType {

        private static final String ADDRESS_EXPECTED = "an e-mail address such as desk@example.com";
        private static final String HOST_EXPECTED = "the name of a mail server";
        private static final String PORT_EXPECTED = "the port of a mail server: 25, 465, 587 or a free one";
        private static final int MOST_RECIPIENTS = 50;
        private static final int LONGEST_USER = 256;

        @Override
        public String type() {
            return "email";
        }

        @Override
        public Object settings(Block block) {
            Security security = block.read("security", value -> value.choice(Security.class))
                    .orElse(Security.STARTTLS);
            Optional<String> user = block.read("user", value -> value.text(LONGEST_USER));
            Optional<SecretName> password = block.read("password", SecretName::read);
            if (block.has("user") != block.has("password")) {
                block.problem("has a user or a password alone; expected both or none");
            }
            return new Settings(
                    block.require("host", HOST_EXPECTED, Type::host).orElse(""),
                    block.read("port", Type::port).orElse(security.usualPort),
                    security,
                    user,
                    password,
                    block.require("from", ADDRESS_EXPECTED, Type::address).orElse(null),
                    block.require("to", "one to fifty e-mail addresses", Type::recipients)
                            .orElse(List.of()));
        }

        private static Optional<String> host(Value value) {
            return value.written(HOST_EXPECTED).flatMap(text -> {
                try {
                    return Optional.of(WebAddress.host(text));
                } catch (RefusedAddressException wrong) {
                    return value.fail(wrong.getMessage());
                }
            });
        }

        private static Optional<Integer> port(Value value) {
            return value.written(PORT_EXPECTED).flatMap(text -> {
                try {
                    int port = Integer.parseInt(text);
                    WebAddress.checkMailPort(port);
                    return Optional.of(port);
                } catch (NumberFormatException | RefusedAddressException wrong) {
                    return value.fail("is " + text + "; expected " + PORT_EXPECTED);
                }
            });
        }

        /** One address, strictly, and no group or list of them. */
        private static Optional<String> address(Value value) {
            return value.text().flatMap(text -> {
                try {
                    InternetAddress[] addresses = InternetAddress.parse(text, true);
                    if (addresses.length == 1
                            && PlainText.line(text, text.length()).equals(text)) {
                        addresses[0].validate();
                        return Optional.of(text);
                    }
                } catch (AddressException noAddress) {
                    // Told below.
                }
                return value.fail("is " + PlainText.line(text, LONGEST_USER) + "; expected " + ADDRESS_EXPECTED);
            });
        }

        private static Optional<List<String>> recipients(Value value) {
            List<String> recipients = new ArrayList<>();
            value.itemsOrOne().forEach(item -> address(item).ifPresent(recipients::add));
            return recipients.size() <= MOST_RECIPIENTS
                    ? Optional.of(List.copyOf(recipients))
                    : value.fail("has " + recipients.size() + " addresses; expected at most " + MOST_RECIPIENTS);
        }

        @Override
        public Target open(TargetDefinition definition, TargetResources resources) {
            Settings settings = (Settings) definition.settings();
            return new MailTarget(
                    settings,
                    resources,
                    new MailServer(settings, resources.http().guard()));
        }
    }

    MailTarget(Settings settings, TargetResources resources, MailServer server) {
        this.settings = settings;
        this.resources = resources;
        this.server = server;
    }

    @Override
    public Answer deliver(Notification notification) throws InterruptedException {
        try {
            Optional<String> password = settings.password().map(resources.secrets()::read);
            return server.send(
                    session -> new MailMessage(
                            session, notification, settings, resources.clock().instant()),
                    password);
        } catch (SecretException | IOException failed) {
            return Answer.retry(failed.getMessage());
        } catch (MessagingException unwritable) {
            return Answer.giveUp("the message cannot be written");
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
