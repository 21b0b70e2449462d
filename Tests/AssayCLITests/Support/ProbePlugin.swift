/// A plugin with one tool, `probe`, whose calls do what the word in `mode` of their request says.
///
/// Every call adds a byte to the file `calls` in the current directory, so that a test can tell what has run.
enum ProbePlugin {
    static let source = CPlugin(
        name: "probe",
        invoke: body,
        fields: #"""
            .flags = ASSAY_TOOL_CONCURRENT,
            .description = ASSAY_TEXT("Does what it is told."),
            .input_schema = ASSAY_TEXT("{\"type\":\"object\",\"required\":[\"mode\"],\"properties\":"
                "{\"mode\":{\"type\":\"string\"}}}"),
            .output_schema = ASSAY_TEXT("{\"type\":\"object\",\"required\":[\"value\"],\"properties\":"
                "{\"value\":{\"type\":\"integer\"}}}"),
            .maximum_usage = ASSAY_TEXT("{\"tokens\":100,\"cost_usd\":0.5}")
            """#
    ).text

    private static let body = #"""
        const struct timespec pause = {0, 2000000};
        #define IS(word) (strstr(call->request.bytes, "\"" word "\"") != NULL)
        #define ANSWER(text) return call->write_output(call, text, sizeof(text) - 1)
        #define FAIL(text) do { call->set_error(call, assay_text_of("unlucky"), assay_text_of(text), 0); return 1; } while (0)
        FILE *calls = fopen("calls", "a");
        if (calls != NULL) { fputc('.', calls); fclose(calls); }
        if (IS("sleep") || (IS("answer_twice_then_sleep") && call->replicate >= 2)) {
            while (!call->is_cancelled(call)) nanosleep(&pause, NULL);
            return 1;
        }
        if (IS("stubborn")) for (;;) nanosleep(&pause, NULL);
        if (IS("flaky") && (call->seed == 23 || call->seed == 59)) FAIL("this seed has no luck");
        if (IS("fails_first") && call->attempt == 1) {
            call->set_error(call, assay_text_of("unlucky"), assay_text_of("not yet"), 1);
            return 1;
        }
        if (IS("fail")) FAIL("it never works");
        if (IS("not_json")) ANSWER("{oops");
        if (IS("not_utf8")) ANSWER("{\"value\":\"\xff\xfe\"}");
        if (IS("not_object")) ANSWER("[1]");
        if (IS("nan")) ANSWER("{\"value\":NaN}");
        if (IS("twice")) ANSWER("{\"value\":1,\"value\":2}");
        if (IS("two_documents")) ANSWER("{\"value\":1}{\"value\":1}");
        if (IS("off_schema")) ANSWER("{\"value\":\"text\"}");
        if (IS("silent")) return 0;
        if (IS("null_output")) { call->write_output(call, NULL, 5); return 0; }
        if (IS("deep")) { for (int i = 0; i < 100000; i++) call->write_output(call, "[", 1); return 0; }
        if (IS("huge")) {
            static char block[65536];
            memset(block, ' ', sizeof block);
            for (int i = 0; i < 100; i++) if (call->write_output(call, block, sizeof block) != 0) return 1;
            return 0;
        }
        if (IS("warn")) call->emit(call, assay_text_of("warning"), assay_text_of("\"red \\u001b[31malert\""));
        if (IS("progress")) {
            const assay_host_progress *progress = the_host->get_extension(the_host, ASSAY_EXT_PROGRESS);
            char text[301];
            memset(text, 'p', 300);
            text[300] = 0;
            progress->report(call, 0.5, assay_text_of(text));
        }
        if (IS("paid")) {
            const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
            assay_usage used = {sizeof(assay_usage), ASSAY_USAGE_TOKENS | ASSAY_USAGE_COST, 100, 0.5, 0};
            usage->report(call, &used);
        }
        if (IS("remove_folder")) rmdir("results");
        if (IS("coin")) { if (call->seed % 4 == 3) ANSWER("{\"value\":3}"); ANSWER("{\"value\":1}"); }
        if (IS("scatter")) {
            char text[64];
            return call->write_output(call, text, (uint64_t)snprintf(text, sizeof text, "{\"value\":%u}", (unsigned)call->seed));
        }
        ANSWER("{\"value\":1}");
        """#
}
