package io.journeytracker.delivery.targets;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.config.InternalReceivers;
import io.journeytracker.subscription.TargetDefinition;
import io.journeytracker.testing.TestCertificate;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** E-mail, against a real SMTP server with TLS. */
@Tag("peers")
class MailTargetTest {

    private static final String HOST = "mail.example";
    private static final String PASSWORD = "pä$$ w%rd:/@";

    @TempDir
    private static Path certificates;

    private static TestCertificate certificate;

    @TempDir
    private Path secrets;

    private final MailBox box = new MailBox();
    private TargetFixture fixture;

    @BeforeAll
    static void certify() throws Exception {
        certificate = new TestCertificate(certificates, HOST);
    }

    @BeforeEach
    void open() throws IOException {
        fixture = new TargetFixture(secrets);
        fixture.secret("password", PASSWORD);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private SMTPServer server(UnaryOperator<SMTPServer.Builder> how) throws Exception {
        SMTPServer server = how.apply(new SMTPServer.Builder()
                        .bindAddress(InetAddress.getByName(Receiver.ADDRESS))
                        .port(0)
                        .hostName(HOST)
                        .insertReceivedHeaders(false)
                        .messageHandlerFactory(box))
                .build();
        server.start();
        return server;
    }

    private static UnaryOperator<SMTPServer.Builder> startTls() {
        return builder -> {
            try {
                return builder.startTlsSocketFactory(certificate.serving()).requireTLS();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private MailTarget target(int port, String host, String more) throws Exception {
        String yaml =
                "{host: " + host + ", port: " + port + ", from: \"Journeys <journeys@shop.example>\"" + more + "}";
        MailTarget.Settings settings = (MailTarget.Settings) TargetFixture.settings("email", yaml);
        AddressGuard guard = new AddressGuard(InternalReceivers.parse("127.77.0.0/16"), name ->
                new InetAddress[] {InetAddress.getByName(Receiver.ADDRESS)});
        return new MailTarget(
                settings,
                fixture.resources(),
                new MailServer(settings, guard, certificate.trusting().getSocketFactory(), 3_000));
    }

    private static Notification raised(String customer) {
        return Samples.notification(NotificationType.RAISED, "en", Samples.alert(customer), 1);
    }

    @ParameterizedTest
    @CsvSource({"starttls", "tls"})
    void aMailArrivesThroughTlsWithUserAndPassword(String security) throws Exception {
        SMTPServer server = server(builder -> {
            UnaryOperator<SMTPServer.Builder> tls = security.equals("tls")
                    ? any -> {
                        try {
                            return any.serverSocketFactory(certificate.serving());
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    }
                    : startTls();
            return tls.apply(builder)
                    .requireAuth()
                    .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory((user, password, context) -> {
                        if (!user.equals("journeys") || !password.equals(PASSWORD)) {
                            throw new LoginFailedException();
                        }
                    }));
        });
        try (MailTarget mail = target(
                server.getPortAllocated(),
                HOST,
                ", security: " + security
                        + ", to: [a@shop.example, b@shop.example], user: journeys, password: password")) {
            assertThat(mail.deliver(raised("c-1"))).isEqualTo(Answer.DELIVERED);
            assertThat(box.mails()).hasSize(1);
            assertThat(box.mails().get(0).to()).containsExactly("a@shop.example", "b@shop.example");
            MimeMessage message = box.mails().get(0).message();
            assertThat(message.getSubject()).isEqualTo("Customer c-1 is stuck in shop at checkout");
            assertThat(message.getMessageID()).isEqualTo("<msg_1@shop.example>");
            assertThat(message.getHeader("References", null))
                    .isEqualTo("<0123456789abcdef0123456789abcdef@shop.example>");
            assertThat(body(message, 0)).contains("- Customer c-1 is stuck", "https://journeys.example/c/c-1");
            assertThat(body(message, 1)).contains("<a href=\"https://journeys.example/c/c-1\">Open c-1</a>");
            fixture.secret("password", "other");
            assertThat(mail.deliver(raised("c-1")))
                    .isEqualTo(Answer.retry("the mail server takes neither user nor password"));
        } finally {
            server.stop();
        }
    }

    private static String body(MimeMessage message, int part) throws Exception {
        return (String) ((MimeBodyPart) ((MimeMultipart) message.getContent()).getBodyPart(part)).getContent();
    }

    @Test
    void noTextBecomesAHeaderOrMarkup() throws Exception {
        SMTPServer server = server(startTls());
        try (MailTarget mail = target(server.getPortAllocated(), HOST, ", to: desk@shop.example")) {
            for (String name : HostileNames.ALL) {
                for (NotificationType type : NotificationType.values()) {
                    box.mails().clear();
                    Notification n = Samples.notification(type, "de", Samples.hostile(name), 1);
                    assertThat(mail.deliver(n)).as(name).isEqualTo(Answer.DELIVERED);
                    assertThat(box.mails()).as(name).hasSize(1);
                    assertThat(box.mails().get(0).to()).containsExactly("desk@shop.example");
                    MimeMessage message = box.mails().get(0).message();
                    assertThat(Collections.list(message.getAllHeaders()).stream()
                                    .map(header -> header.getName())
                                    .collect(Collectors.toSet()))
                            .as(name)
                            .containsExactlyInAnyOrder(
                                    "Date",
                                    "From",
                                    "To",
                                    "Message-ID",
                                    "References",
                                    "Subject",
                                    "MIME-Version",
                                    "Content-Type",
                                    "Auto-Submitted");
                    assertThat(message.getSubject())
                            .as(name)
                            .doesNotContainPattern("\\p{Cntrl}")
                            .contains(type == NotificationType.HEARTBEAT ? "Meldungen werden zugestellt" : "Kunde");
                    assertThat(message.getHeader("Message-ID")).containsExactly("<msg_1@shop.example>");
                    assertThat(body(message, 1)
                                    .replaceAll(
                                            "<(!DOCTYPE html|/?(html|head|body|p|b|ul|li|small|a|br|meta)"
                                                    + "( (lang|charset|href)=\"[^\"<>]*\")?)>",
                                            ""))
                            .as(name)
                            .doesNotContainPattern("[<>]")
                            .doesNotContain("javascript:alert(1)\"");
                }
            }
        } finally {
            server.stop();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "nobody@shop.example,GiveUp,550,0",
        "later@shop.example,Retry,451,0",
        "'[a@shop.example, nobody@shop.example]',GiveUp,1 of 2 got it,1",
        "'[a@shop.example, later@shop.example]',Retry,1 of 2 got it,1",
        "'[later@shop.example, nobody@shop.example]',Retry,550,0",
    })
    void aRefusalIsForGoodOrForNow(String to, String expected, String reason, int sent) throws Exception {
        SMTPServer server = server(startTls());
        try (MailTarget mail = target(server.getPortAllocated(), HOST, ", to: " + to)) {
            Answer answer = mail.deliver(raised("c"));
            assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
            assertThat(answer.toString()).contains(reason).doesNotContain("secret");
            assertThat(box.mails()).hasSize(sent);
        } finally {
            server.stop();
        }
    }

    @Test
    void nothingIsSaidToAServerWithoutTlsOrOfAnotherName() throws Exception {
        SMTPServer plain = server(builder -> builder);
        SMTPServer other = server(startTls());
        try (MailTarget toPlain = target(plain.getPortAllocated(), HOST, ", to: a@shop.example");
                MailTarget toOther = target(other.getPortAllocated(), "other.example", ", to: a@shop.example");
                MailTarget wrongKind = target(plain.getPortAllocated(), HOST, ", security: tls, to: a@shop.example")) {
            for (MailTarget target : List.of(toPlain, toOther, wrongKind)) {
                assertThat(target.deliver(raised("c"))).isInstanceOf(Answer.Retry.class);
            }
            assertThat(box.mails()).isEmpty();
        } finally {
            plain.stop();
            other.stop();
        }
    }

    @Test
    void aServerThatIsNeverDoneIsLeftInTime() throws Exception {
        try (ServerSocket slow = new ServerSocket(0, 5, InetAddress.getByName(Receiver.ADDRESS));
                MailTarget mail = target(slow.getLocalPort(), HOST, ", to: a@shop.example")) {
            Thread server = new Thread(() -> {
                // Keeps reading and says a greeting without an end.
                try (Socket connection = slow.accept()) {
                    while (true) {
                        connection.getOutputStream().write("220-wait\r\n".getBytes(StandardCharsets.US_ASCII));
                        connection.getOutputStream().flush();
                        Thread.onSpinWait();
                    }
                } catch (IOException left) {
                    // As it should be.
                }
            });
            server.start();
            long before = System.nanoTime();
            assertThat(mail.deliver(raised("c"))).isEqualTo(Answer.retry("no answer within 3000 ms"));
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
            server.join();
        }
    }

    @Test
    void aMailServerInsideIsRefusedUnlessItIsAllowed() throws Exception {
        try (Canary canary = new Canary();
                MailTarget mail = (MailTarget) new MailTarget.Type()
                        .open(
                                new TargetDefinition(
                                        "t",
                                        "email",
                                        1,
                                        1,
                                        List.of(),
                                        TargetFixture.settings(
                                                "email",
                                                "{host: localhost, port: " + canary.port()
                                                        + ", from: a@b.example, to: c@d.example}")),
                                new TargetResources(
                                        fixture.resources().secrets(),
                                        new OutboundHttp(InternalReceivers.NONE),
                                        Map.of(),
                                        fixture.resources().clock()))) {
            assertThat(mail.deliver(raised("c")).toString()).contains("refused: localhost");
            assertThat(canary.connections()).isZero();
        }
    }
}
