package io.journeytracker.intake.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.journeytracker.intake.message.MessageKind;
import io.journeytracker.schema.Contact;
import io.journeytracker.schema.Touchpoint;
import io.journeytracker.schema.TouchpointClass;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where touchpoints happened, as event and context show. */
class OriginTest {

    private static final String SHOP = "'url': 'https://shop.example/'";

    @ParameterizedTest
    @CsvSource({
        "email, e-mail",
        "E-Mail, e-mail",
        "newsletter, e-mail",
        "cpc, ad",
        "ppc, ad",
        "paid_social, ad",
        "social-paid, ad",
        "social_cpc, ad",
        "display, ad",
        "affiliate, ad",
        "social, social",
        "social-media, social",
        "organic, search",
        "direct_mail, direct-mail",
        "qr, direct-mail",
        "referral, web",
        "none, web"
    })
    void thePageArrivedAtCountsForItsCampaign(String medium, String channel) throws Exception {
        assertThat(page("'campaign': {'medium': '" + medium + "'}, 'page': {" + SHOP + "}")
                        .getChannel())
                .isEqualTo(channel);
        assertThat(page("'page': {'url': 'https://shop.example/?utm_medium=" + medium + "'}")
                        .getChannel())
                .isEqualTo(channel);
    }

    @ParameterizedTest
    @CsvSource({
        "https://www.google.com/, search", "https://google.co.uk/search?q=x, search", "https://www.bing.com/, search",
        "https://duckduckgo.com/, search", "https://mail.google.com/mail/, e-mail",
                "https://l.facebook.com/l.php, social",
        "https://t.co/abc, social", "https://www.linkedin.com/feed, social",
                "android-app://com.google.android.gm/, web",
        "https://shop.example/cart, web", "https://blog.example/, web", "https://notgoogle.example/, web",
        "https://google.com.evil.example/, web", "$direct, web", "'', web"
    })
    void elseForTheSiteThatTheyCameFrom(String referrer, String channel) throws Exception {
        assertThat(page("'page': {" + SHOP + ", 'referrer': '" + referrer + "'}")
                        .getChannel())
                .isEqualTo(channel);
    }

    @Test
    void anAdvertisersClickIsAnAd() throws Exception {
        Touchpoint touchpoint =
                page("'page': {'url': 'https://shop.example/?gclid=x', 'referrer': 'https://www.google.com/'}");

        assertThat(touchpoint.getChannel()).isEqualTo("ad");
        assertThat(touchpoint.getTouchpointClass()).isEqualTo(TouchpointClass.MEDIA);
        assertThat(touchpoint.getContact()).isEqualTo(Contact.INDIRECT);
        assertThat(touchpoint.getProperties()).containsEntry("utm_medium", "cpc");
    }

    @Test
    void whatIsDoneOnThePageHappensOnTheWebsite() throws Exception {
        Touchpoint touchpoint = Mapped.track("Product Viewed")
                .context("{'campaign': {'medium': 'email'}, 'page': {" + SHOP + "}}")
                .touchpoint();

        assertThat(touchpoint.getChannel()).isEqualTo("web");
        assertThat(touchpoint.getTouchpointClass()).isNull();
        assertThat(touchpoint.getContact()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'device': {'type': 'ios'}} | app",
                "{'device': {'type': 'Android'}} | app",
                "{'channel': 'mobile'} | app",
                "{'channel': 'web'} | web",
                "{'channel': 'server'} | ",
                "{'app': {'name': 'RudderLabs JavaScript SDK', 'namespace': 'com.rudderlabs.javascript'}, 'page': {'path': '/'}} | web",
                "{} | ",
            })
    void elseTheDeviceSays(String context, String channel) throws Exception {
        assertThat(Mapped.track("E").context(context).touchpoint().getChannel()).isEqualTo(channel);
    }

    @Test
    void screensAreOfApps() throws Exception {
        assertThat(Mapped.of(MessageKind.SCREEN).touchpoint().getChannel()).isEqualTo("app");
    }

    @ParameterizedTest
    @CsvSource({
        "Ad Clicked, ad",
        "Email Opened, e-mail",
        "Email Link Clicked, e-mail",
        "Live Chat Message Sent, chat",
        "Push Notification Tapped, app",
        "Application Opened, app",
        "Survey Answered, survey"
    })
    void someStockEventsSayIt(String event, String channel) throws Exception {
        assertThat(Mapped.track(event)
                        .context("{'page': {" + SHOP + "}}")
                        .touchpoint()
                        .getChannel())
                .isEqualTo(channel);
    }

    @Test
    void anAnswerToASurveyIsOfTheSurvey() throws Exception {
        Touchpoint touchpoint = Mapped.track("Feedback Given")
                .properties("{'nps': 9}")
                .context("{'page': {" + SHOP + "}}")
                .touchpoint();

        assertThat(touchpoint.getChannel()).isEqualTo("survey");
        assertThat(touchpoint.getTouchpointClass()).isEqualTo(TouchpointClass.COMMUNICATION);
    }

    private static Touchpoint page(String context) throws UnusableMessageException {
        return Mapped.of(MessageKind.PAGE).context("{" + context + "}").touchpoint();
    }
}
