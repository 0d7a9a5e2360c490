package io.journeytracker.authoring;

import java.util.List;

/** What somebody who wants to do harm, or a broken program, would write into a field. */
final class HostileTexts {

    static final List<String> ALL = List.of(
            "<script>alert(1)</script>",
            "\"><img src=x onerror=alert(1)>",
            "javascript:alert(1)",
            "'; DROP TABLE maps; --",
            "${jndi:ldap://127.0.0.1/x}",
            "{{7*7}}",
            "!!javax.script.ScriptEngineManager [x]",
            "&anchor *alias",
            "- not: [a, list",
            "key: value # comment",
            "\u202Edesrever\u202C",
            "\u0000\u0007\u001b[31m",
            "line\nbreak\r\nand\ttab",
            "..\\..//etc/passwd",
            "%s%n%x",
            "~",
            "null",
            "yes",
            "0x1F",
            "1e9",
            "2026-01-01",
            "\uFEFFmark",
            "\u2028\u2029",
            "😀 👩‍👩‍👧",
            " ",
            "",
            "x".repeat(10_000),
            "Ω≈ç√∫˜µ≤≥÷",
            "--- \n...",
            "<<");

    private HostileTexts() {}
}
