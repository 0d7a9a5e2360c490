package io.journeytracker.sdk;

import java.util.ArrayList;
import java.util.List;

/**
 * Texts that want to be more than text: markup, scripts, ways out of attributes and strings, templates, formulas, names that programs
 * stumble over, and characters that hide or turn others. Whatever of them runs sets {@code window.hit}, loads from port 9, or opens a dialog.
 */
final class HostileTexts {

    static final int COUNT = 200;

    private static final List<String> ALONE = List.of(
            "<img src=x onerror=window.hit=1>",
            "<script>window.hit=5</script>",
            "\"><svg/onload=window.hit=6>",
            "javascript:window.hit=7//",
            "{{constructor.constructor('window.hit=8')()}}",
            "${window.hit=9}",
            "';window.hit=10;//",
            "\u202E\u2066txt.exe",
            "<iframe srcdoc='<script>parent.hit=11</script>'></iframe>",
            "%3Cscript%3Ewindow.hit=12%3C/script%3E",
            "<b onmouseover=window.hit=13>over</b>",
            "<a href=javascript:window.hit=14>go</a>",
            "<body onload=window.hit=15>",
            "<input autofocus onfocus=window.hit=16>",
            "<details open ontoggle=window.hit=17>",
            "<video><source onerror=window.hit=18>",
            "<math><mtext></mtext><script>window.hit=19</script>",
            "<style>*{background:url(javascript:window.hit=20)}</style>",
            "<link rel=stylesheet href=//127.0.0.1:9/x.css>",
            "<meta http-equiv=refresh content='0;url=javascript:window.hit=21'>",
            "<base href=//127.0.0.1:9/>",
            "<object data=javascript:window.hit=22>",
            "<form action=javascript:window.hit=23><button>send</button></form>",
            "</script><script>window.hit=24</script>",
            "</title><script>window.hit=25</script>",
            "<!-- --><script>window.hit=26</script>",
            "]]><script>window.hit=27</script>",
            "data:text/html,<script>window.hit=28</script>",
            "'-window.hit=29-'",
            "\\u003cscript\\u003ewindow.hit=30\\u003c/script\\u003e",
            "#{window.hit=31}",
            "<%= window.hit=32 %>",
            "*[window.hit=33]*{th:text}",
            "{a|link}{b}\\n<b>rich</b>",
            "<svg><animate onbegin=window.hit=34 attributeName=x>",
            "<template><script>window.hit=35</script></template>",
            "=HYPERLINK(\"http://127.0.0.1:9\")",
            "@SUM(1+1)*cmd|' /C calc'!A0",
            "\u200B\u200D\uFEFFnothing\u2060to\u00ADsee",
            "a\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308 Zalgo",
            "\u061C\u200F\u200Eboth\u2067ways\u2069",
            "../../../etc/passwd?x=1&y=2#z",
            "__proto__.constructor",
            "\uD83D\uDC69\u200D\uD83D\uDCBB \uD83C\uDFF4\u200D\u2620\uFE0F",
            "&#60;script&#62;window.hit=36&#60;/script&#62;",
            "&lt;b&gt; " + "x".repeat(450),
            "=cmd|' /C calc'!A1",
            "+1+cmd|' /C calc'!A1",
            "-2+3+cmd|' /C calc'!A1",
            "\t=1+1",
            "\uFF1D1+1",
            "%0d%0aSet-Cookie: hit=1",
            "\r\nSet-Cookie: hit=1\r\n\r\n<script>window.hit=37</script>",
            "line\nbreak\u2028and\u2029paragraphs\u0085",
            "undefined",
            "null",
            "NaN",
            "true",
            "-0",
            "1e309",
            "[object Object]",
            "toString",
            "hasOwnProperty",
            "nil NULL None \\N",
            "other",
            "none",
            "*",
            "|",
            "breakdown|promotion|x",
            "a,b;c\td",
            "\"",
            "'",
            "`window.hit=38`",
            "\\",
            "\\\"",
            "%",
            "%00 %s %n %x {0}",
            "?",
            "#",
            "&",
            "/",
            ":",
            "~!@#$%^&*()_+",
            "' OR '1'='1",
            "1; DROP TABLE customers--",
            "$(touch hit)`touch hit`",
            "${jndi:ldap://127.0.0.1:9/x}",
            "#{T(java.lang.Runtime).getRuntime().exec('x')}",
            "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
            "!!javax.script.ScriptEngineManager []",
            "- yaml: &a [*a]",
            "\uFFFD\uFFFE\uFDD0",
            "\u1680\u2003\u3000wide",
            "\u06DD\u070F\u0600\u202A\u202Bforty\u202C",
            "\uDBFF\uDFFD\uD835\uDD11\uD83C\uDDE9",
            "\u0130\u0131\u00DF\uFB03\u017F case",
            "\u202Egnitekram\u202C",
            "<a\u0338b>");

    /** Ways out of where a text may stand. */
    private static final List<String> OUT =
            List.of("\">", "'>", "</script>", "</title>", "</textarea>", "--><!-- -->", "]]>", "x\"");

    /** What would run outside. */
    private static final List<String> RUNS = List.of(
            "<script>window.hit=100</script>",
            "<img src=x onerror=window.hit=101>",
            "<svg onload=window.hit=102>",
            "<iframe src=javascript:parent.hit=103></iframe>",
            "<img src=//127.0.0.1:9/stolen>",
            "<script src=//127.0.0.1:9/x.js></script>",
            "<style>@import'//127.0.0.1:9/x'</style>",
            "<audio src=x onerror=window.hit=104>",
            "<embed src=javascript:window.hit=105>",
            "<marquee onstart=window.hit=106>go</marquee>",
            "<script>alert(107)</script>",
            "<svg><script href=data:,window.hit=108 /></svg>",
            " onfocus=window.hit=109 autofocus tabindex=1 ",
            " style=background:url(//127.0.0.1:9/x) ");

    private HostileTexts() {}

    /** All of them, each another one, none longer than an event's name may be but one, which fits an id. */
    static List<String> all() {
        List<String> texts = new ArrayList<>(ALONE);
        OUT.forEach(out -> RUNS.forEach(runs -> texts.add(out + runs)));
        List<String> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(texts.get(i) + ' ' + i);
        }
        return all;
    }

    /** As many as {@link #all}, of the first {@code ways} texts again and again: of a name each has one number, and none has a line break or begins with a blank. */
    static List<String> ofFirst(int ways) {
        List<String> all = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            all.add(ALONE.get(i % ways) + ' ' + i);
        }
        return all;
    }

    /** Of at most so many characters, as the intake cuts them, and without blanks at their end, since those are a matter of taste. */
    static String cut(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most).strip();
    }

    /** One that fills what it may fill to the last character. */
    static String huge(int length) {
        String text = "<script>window.hit=200</script>";
        return text + "\u202Ex<b>".repeat(length).substring(0, length - text.length());
    }
}
