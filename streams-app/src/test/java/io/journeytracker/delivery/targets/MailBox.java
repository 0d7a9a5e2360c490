package io.journeytracker.delivery.targets;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import org.subethamail.smtp.MessageContext;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.MessageHandlerFactory;
import org.subethamail.smtp.RejectException;

/** Keeps mails; whom it calls nobody is unknown for good, whom it calls later for now. */
final class MailBox implements MessageHandlerFactory {

    private final List<Mail> mails = new CopyOnWriteArrayList<>();

    record Mail(List<String> to, byte[] bytes) {

        MimeMessage message() throws MessagingException {
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        }
    }

    List<Mail> mails() {
        return mails;
    }

    @Override
    public MessageHandler create(MessageContext context) {
        return new MessageHandler() {

            private final List<String> recipients = new ArrayList<>();

            @Override
            public void from(String from) {}

            @Override
            public void recipient(String recipient) throws RejectException {
                if (recipient.startsWith("later")) {
                    throw new RejectException(451, "try again, <secret@example.com>");
                }
                if (recipient.startsWith("nobody")) {
                    throw new RejectException(550, "no such user <secret@example.com>");
                }
                recipients.add(recipient);
            }

            @Override
            public String data(InputStream data) throws IOException {
                mails.add(new Mail(List.copyOf(recipients), data.readAllBytes()));
                return null;
            }

            @Override
            public void done() {}
        };
    }
}
