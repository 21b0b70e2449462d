import Testing

/// A plugin that breaks one rule, and the rule.
struct BadPlugin: Sendable, CustomTestStringConvertible {
    let rule: String
    /// What the finding says is wrong.
    let says: String
    var plugin: CPlugin

    var testDescription: String { rule }

    private init(_ rule: String, says: String, invoke: String, fields: String = "", declarations: String = "") {
        self.rule = rule
        self.says = says
        plugin = CPlugin(invoke: invoke, fields: fields, declarations: declarations)
    }

    private static let ok = #"return call->write_output(call, "{\"value\":1}", 11);"#

    /// Answers with a number the statement before has put into `value`.
    private static func number(_ statement: String) -> String {
        """
        char text[64]; unsigned long long value;
        \(statement)
        return call->write_output(call, text, (uint64_t)snprintf(text, sizeof text, "{\\"value\\":%llu}", value));
        """
    }

    static let all: [BadPlugin] = [
        BadPlugin(
            "the sample request gets an answer",
            says: "plugin_crashed",
            invoke: "*(volatile int *)8 = 1; return 0;"
        ),
        BadPlugin(
            "answers meet the output schema",
            says: "/value",
            invoke: ok,
            fields: #".output_schema = ASSAY_TEXT("{\"properties\":{\"value\":{\"type\":\"string\"}}}")"#
        ),
        BadPlugin(
            "one seed gives one answer",
            says: "draw all randomness from the seed",
            invoke: number("static unsigned count; value = count++;")
        ),
        BadPlugin(
            "a deterministic tool does not look at the seed",
            says: "take the flag away",
            invoke: number("value = call->seed;"),
            fields: ".flags = ASSAY_TOOL_DETERMINISTIC"
        ),
        BadPlugin(
            "a batch gives what single calls give",
            says: "value under seed 11",
            invoke: number("value = call->seed;"),
            fields: ".get_extension = find",
            declarations: """
                static int32_t fill(const assay_tool *t, const assay_call *c, const uint64_t *s, uint64_t n, double *const *v) {
                    (void)t; (void)c;
                    for (uint64_t i = 0; i < n; i++) v[0][i] = (double)s[i] + 1;
                    return 0;
                }
                static const assay_text names[] = {ASSAY_TEXT("value")};
                static const assay_tool_batch batch = {sizeof(assay_tool_batch), 1, names, fill};
                static const void *find(const assay_tool *t, const char *id) {
                    (void)t;
                    return strcmp(id, ASSAY_EXT_BATCH) == 0 ? &batch : NULL;
                }
                """
        ),
        BadPlugin(
            "calls at the same time do not disturb each other",
            says: "keep no state that calls share",
            invoke: number("static volatile uint64_t shared; shared = call->seed; usleep(500); value = shared;"),
            fields: ".flags = ASSAY_TOOL_CONCURRENT"
        ),
        BadPlugin(
            "a request that breaks the input schema is survived",
            says: "without mode",
            invoke: "if (memchr(call->request.bytes, 'm', call->request.size) == NULL) abort(); \(ok)",
            fields:
                #".input_schema = ASSAY_TEXT("{\"required\":[\"mode\"],\"properties\":{\"mode\":{\"type\":\"string\"}}}")"#
        ),
        BadPlugin(
            "an empty request is survived",
            says: "without members",
            invoke: "if (call->request.size == 2) abort(); \(ok)",
            fields: #".input_schema = ASSAY_TEXT("{\"required\":[\"mode\"]}")"#
        ),
        BadPlugin(
            "a request of 1 MiB is survived",
            says: "of 1 MiB",
            invoke:
                "char copy[4096]; memset(copy, 0, sizeof copy); memcpy(copy, call->request.bytes, call->request.size); \(ok)"
        ),
        BadPlugin(
            "deep nesting is survived",
            says: "nested 100 levels deep",
            invoke: """
                int depth = 0;
                for (uint64_t i = 0; i < call->request.size; i++) depth += call->request.bytes[i] == '[';
                if (depth > 64) abort();
                \(ok)
                """
        ),
        BadPlugin(
            "any Unicode text is survived",
            says: "with odd text",
            invoke: """
                for (uint64_t i = 0; i < call->request.size; i++) if (call->request.bytes[i] < 0) abort();
                \(ok)
                """
        ),
        BadPlugin(
            "after an error the next call is answered as before",
            says: "keep no state",
            invoke: number("static int failed; if (call->request.size == 2) { failed = 1; return 1; } value = failed;"),
            fields: #".input_schema = ASSAY_TEXT("{\"required\":[\"mode\"],\"properties\":{\"mode\":{\"const\":1}}}")"#
        ),
        BadPlugin(
            "a call cancelled before it begins ends in time",
            says: "ask is_cancelled",
            invoke: "usleep(400000); \(ok)"
        ),
        BadPlugin(
            "a call cancelled in the middle ends in time",
            says: "ask is_cancelled",
            invoke: "usleep(600000); \(ok)"
        ),
        BadPlugin("a time limit is kept", says: "ask is_cancelled", invoke: "usleep(600000); \(ok)"),
        BadPlugin("nothing is printed", says: "5 bytes on stdout", invoke: #"printf("noise"); \#(ok)"#),
        BadPlugin(
            "events and usage are well formed",
            says: "negative or infinite tokens",
            invoke: """
                const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
                assay_usage used = {sizeof(assay_usage), ASSAY_USAGE_TOKENS, -5, 0, 0};
                usage->report(call, &used);
                \(ok)
                """
        ),
        BadPlugin(
            "usage stays within the declared maximum",
            says: "more than maximum_usage",
            invoke: """
                const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
                assay_usage used = {sizeof(assay_usage), ASSAY_USAGE_TOKENS, 50, 0, 0};
                usage->report(call, &used);
                \(ok)
                """,
            fields: #".maximum_usage = ASSAY_TEXT("{\"tokens\":40}")"#
        ),
        BadPlugin("calls leave their process as it was", says: "descriptors", invoke: "(void)!dup(0); \(ok)"),
    ]
}
