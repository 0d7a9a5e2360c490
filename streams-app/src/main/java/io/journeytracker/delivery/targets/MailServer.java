package io.journeytracker.delivery.targets;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;

/**
 * A mail server, connected anew for each message at an address that an {@link AddressGuard} took. Nothing is said to it, the password least of all,
 * before TLS with its name has begun. Thread-safe.
 */
final class MailServer implements AutoCloseable {

    /** For a look-up, and for each of {@link #MOST_ADDRESSES}: enough of {@link #IN_ALL_MILLIS} is left for the conversation. */
    private static final int CONNECT_MILLIS = 4_000;

    private static final int MOST_ADDRESSES = 2;
    private static final int READ_MILLIS = 10_000;
    private static final int IN_ALL_MILLIS = 18_000;
    private static final int PERMANENT = 500;

    private final MailTarget.Settings settings;
    private final AddressGuard guard;
    private final SSLSocketFactory tls;
    private final int inAllMillis;
    /** Ends conversations in which the other side says little enough to be never late and never done. */
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "delivery-mail-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** What is sent, once there is a session. */
    interface Writing {
        Message in(Session session) throws MessagingException;
    }

    MailServer(MailTarget.Settings settings, AddressGuard guard) {
        this(settings, guard, (SSLSocketFactory) SSLSocketFactory.getDefault(), IN_ALL_MILLIS);
    }

    MailServer(MailTarget.Settings settings, AddressGuard guard, SSLSocketFactory tls, int inAllMillis) {
        this.settings = settings;
        this.guard = guard;
        this.tls = tls;
        this.inAllMillis = inAllMillis;
    }

    /**
     * Sends one message to all its recipients.
     *
     * @throws MessagingException if it cannot be written
     * @throws IOException if there is no connection
     */
    Answer send(Writing writing, Optional<String> password)
            throws MessagingException, IOException, InterruptedException {
        long begin = System.nanoTime();
        Session session = Session.getInstance(properties());
        Message message = writing.in(session);
        URLName name = new URLName(
                "smtp", settings.host(), settings.port(), null, settings.user().orElse(null), password.orElse(null));
        Socket socket = connected();
        long left = TimeUnit.MILLISECONDS.toNanos(inAllMillis) - (System.nanoTime() - begin);
        ScheduledFuture<?> end = watch.schedule(() -> quietly(socket), left, TimeUnit.NANOSECONDS);
        SMTPTransport transport = new SMTPTransport(session, name);
        try {
            transport.connect(settings.security() == MailTarget.Security.TLS ? secured(socket) : socket);
            transport.sendMessage(message, message.getAllRecipients());
            return Answer.DELIVERED;
        } catch (MessagingException failed) {
            return end.isDone()
                    ? Answer.retry("no answer within " + inAllMillis + " ms")
                    : answer(failed, message.getAllRecipients().length);
        } finally {
            end.cancel(false);
            takeLeave(transport);
            quietly(socket);
        }
    }

    /** What was taken stays delivered, whatever becomes of the farewell. */
    private static void takeLeave(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException alreadyGone) {
            // That is what was wanted.
        }
    }

    private Properties properties() throws MessagingException {
        Properties properties = new Properties();
        properties.put("mail.smtp.auth", Boolean.toString(settings.user().isPresent()));
        // The name to greet with: that of the sender, where Java would tell that of this machine.
        properties.put("mail.smtp.localhost", MailMessage.domain(settings.from()));
        properties.put("mail.smtp.sendpartial", "true");
        properties.put("mail.smtp.quitwait", "false");
        if (settings.security() == MailTarget.Security.STARTTLS) {
            properties.put("mail.smtp.starttls.enable", "true");
            properties.put("mail.smtp.starttls.required", "true");
            properties.put("mail.smtp.ssl.checkserveridentity", "true");
            properties.put("mail.smtp.ssl.socketFactory", tls);
            properties.put("mail.smtp.ssl.socketFactory.fallback", "false");
        }
        return properties;
    }

    /** Tries the addresses that were checked, in their order. */
    private Socket connected() throws IOException, InterruptedException {
        IOException last = new IOException("no address");
        for (InetSocketAddress address : addresses()) {
            Socket socket = new Socket();
            try {
                socket.connect(address, CONNECT_MILLIS);
                socket.setSoTimeout(READ_MILLIS);
                return socket;
            } catch (IOException failed) {
                quietly(socket);
                last = new IOException(failed.getClass().getSimpleName(), failed);
            }
        }
        throw last;
    }

    private List<InetSocketAddress> addresses() throws IOException, InterruptedException {
        try {
            List<InetSocketAddress> all =
                    guard.resolve(settings.host(), settings.port()).get(CONNECT_MILLIS, TimeUnit.MILLISECONDS);
            return all.subList(0, Math.min(MOST_ADDRESSES, all.size()));
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RefusedAddressException refused
                    ? refused
                    : new IOException(failed.getCause().getClass().getSimpleName(), failed);
        } catch (TimeoutException late) {
            throw new IOException("the name server does not answer", late);
        }
    }

    private Socket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) tls.createSocket(socket, settings.host(), settings.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        try {
            secured.startHandshake();
        } catch (IOException failed) {
            throw new IOException(failed.getClass().getSimpleName(), failed);
        }
        return secured;
    }

    /** What servers say may hold addresses and texts: only their codes are told. */
    private static Answer answer(MessagingException failed, int recipients) {
        if (failed instanceof AuthenticationFailedException) {
            // The password may be changed.
            return Answer.retry("the mail server takes neither user nor password");
        }
        List<Integer> codes = codes(failed);
        String reason = codes.isEmpty() ? failed.getClass().getSimpleName() : "SMTP status " + codes;
        if (failed instanceof SendFailedException partly
                && partly.getValidSentAddresses() != null
                && partly.getValidSentAddresses().length > 0) {
            reason = partly.getValidSentAddresses().length + " of " + recipients + " got it, for the others " + reason;
        }
        return !codes.isEmpty() && codes.stream().allMatch(code -> code >= PERMANENT)
                ? Answer.giveUp(reason)
                : Answer.retry(reason);
    }

    private static List<Integer> codes(Exception failed) {
        List<Integer> codes = new ArrayList<>();
        for (Exception each = failed; each != null; ) {
            code(each).filter(code -> code >= 400 && !codes.contains(code)).ifPresent(codes::add);
            each = each instanceof MessagingException chained ? chained.getNextException() : null;
        }
        return codes;
    }

    private static Optional<Integer> code(Exception failed) {
        if (failed instanceof SMTPAddressFailedException address) {
            return Optional.of(address.getReturnCode());
        }
        if (failed instanceof SMTPSenderFailedException sender) {
            return Optional.of(sender.getReturnCode());
        }
        return failed instanceof SMTPSendFailedException sent ? Optional.of(sent.getReturnCode()) : Optional.empty();
    }

    private static void quietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // That is what was wanted.
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }
}
