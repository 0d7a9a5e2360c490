package io.journeytracker.delivery.targets;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/**
 * A message as e-mail: plain text and simple HTML. Its {@code Message-ID} is made of the message's id, so that what comes twice can be seen to be
 * one, and all mails about an alert are one conversation. What comes from outside stands in the subject, encoded and in one line, and in the bodies.
 */
final class MailMessage extends MimeMessage {

    private static final int LONGEST_SUBJECT = 200;
    private static final String UTF_8 = StandardCharsets.UTF_8.name();

    private final String messageId;

    MailMessage(Session session, Notification n, MailTarget.Settings settings, Instant now) throws MessagingException {
        super(session);
        String domain = domain(settings.from());
        messageId = id(n.id(), domain);
        setFrom(new InternetAddress(settings.from(), true));
        for (String to : settings.to()) {
            addRecipient(Message.RecipientType.TO, new InternetAddress(to, true));
        }
        setSubject(subject(n), UTF_8);
        setSentDate(Date.from(now));
        // No holiday reply, please (RFC 3834).
        setHeader("Auto-Submitted", "auto-generated");
        if (n.count() == 1) {
            setHeader("References", id(n.first().id(), domain));
        }
        MimeBodyPart plain = new MimeBodyPart();
        plain.setText(MailText.plain(n), UTF_8);
        MimeBodyPart html = new MimeBodyPart();
        html.setText(MailText.html(n), UTF_8, "html");
        setContent(new MimeMultipart("alternative", plain, html));
        saveChanges();
    }

    /** In one line, in which nothing looks encoded already: whoever reads it would decode that too, line ends and all. */
    private static String subject(Notification n) {
        return PlainText.line(MessageTexts.in(n.language()).title(n).replace("=?", "= ?"), LONGEST_SUBJECT);
    }

    @Override
    protected void updateMessageID() throws MessagingException {
        setHeader("Message-ID", messageId);
    }

    private static String id(String id, String domain) {
        return "<" + id.replaceAll("[^A-Za-z0-9._-]", "-") + "@" + domain + ">";
    }

    /** The domain of an address that was checked. */
    static String domain(String address) throws MessagingException {
        String bare = new InternetAddress(address, true).getAddress();
        return bare.substring(bare.lastIndexOf('@') + 1);
    }
}
