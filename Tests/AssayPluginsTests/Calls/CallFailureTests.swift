import AssayCore
import AssayPlugins
import Testing

@Suite("How a tool of a plugin fails")
struct CallFailureTests {
    private func failure(_ invoke: String) async throws -> AssayError {
        try await PluginSource(invoke: invoke).tool().failure()
    }

    @Test("The plugin's code, message and retry mark arrive", arguments: [(0, false), (1, true), (-1, true)])
    func reported(retryable: Int, expected: Bool) async throws {
        let error = try await failure(
            "call->set_error(call, assay_text_of(\"no_rows\"), assay_text_of(\"the file is empty\"), \(retryable)); return 1;"
        )
        #expect(error == AssayError(AssayError.Code(rawValue: "no_rows"), "the file is empty", isRetryable: expected))
    }

    @Test("The last report counts, and output of a failed call does not")
    func lastReport() async throws {
        let error = try await failure(
            #"""
            call->set_error(call, assay_text_of("first"), assay_text_of("first"), 0);
            ANSWER("{}");
            call->set_error(call, assay_text_of("second"), assay_text_of("second"), 0);
            return -7;
            """#
        )
        #expect(error.code.rawValue == "second")
    }

    @Test("A report before success is without effect")
    func successAfterReport() async throws {
        let tool = try PluginSource(
            invoke: #"call->set_error(call, assay_text_of("a"), assay_text_of("b"), 0); return ANSWER("{}");"#
        ).tool()
        #expect(try await tool.answer() == [:])
    }

    @Test("Failure without a report has a code all the same", arguments: ["1", "-1", "INT32_MIN"])
    func unreported(status: String) async throws {
        #expect(try await failure("return \(status);") == AssayError(.toolFailed, "the tool failed and gave no reason"))
    }

    @Test(
        "A code that is not snake_case ASCII becomes tool_failed",
        arguments: [
            "Bad", "has space", "caf\\303\\251", "", "1st", "_x", "a-b", String(repeating: "a", count: 65),
        ]
    )
    func badCode(code: String) async throws {
        let error = try await failure(
            "call->set_error(call, (assay_text)ASSAY_TEXT(\"\(code)\"), assay_text_of(\"why\"), 0); return 1;"
        )
        #expect(error == AssayError(.toolFailed, "why"))
    }

    @Test("A message loses control characters and bad bytes, and is cut at a whole character")
    func message() async throws {
        let cleaned = try await failure(
            #"call->set_error(call, assay_text_of("x"), assay_text_of("a\nb\x1b[0m\xFFz"), 0); return 1;"#
        )
        #expect(cleaned.message == "a b [0m\u{FFFD}z")
        let cut = try await failure(
            #"""
            static char text[3000];
            for (int i = 0; i < 3000; i += 3) memcpy(text + i, "\xE2\x82\xAC", 3);
            call->set_error(call, assay_text_of("x"), (assay_text){text, sizeof(text)}, 0);
            return 1;
            """#
        )
        #expect(cut.message.utf8.count <= 1024)
        #expect(cut.message.hasPrefix(String(repeating: "€", count: 340)))
    }

    @Test(
        "Null texts and absurd sizes do no harm",
        arguments: [
            "(assay_text){0, 9}, (assay_text){0, 9}", "(assay_text){\"x\", UINT64_MAX}, (assay_text){0, UINT64_MAX}",
        ]
    )
    func absurd(texts: String) async throws {
        let error = try await failure("call->set_error(call, \(texts), 0); return 1;")
        #expect(error == AssayError(.toolFailed, "the tool failed and gave no reason"))
    }

    @Test("A plugin sees that the call was cancelled, and ending early is cancellation")
    func cancellation() async throws {
        let tool = try PluginSource(
            invoke: #"""
                if (call->is_cancelled(call)) return 1;
                const assay_host_progress *progress = the_host->get_extension(the_host, ASSAY_EXT_PROGRESS);
                progress->report(call, 0.5, assay_text_of("half"));
                return call->is_cancelled(call) ? 2 : ANSWER("{\"finished\":true}");
                """#
        ).tool()
        #expect(try await tool.answer() == ["finished": true])
        let flag = CancellationFlag()
        let call = ToolCall(request: [:], cancellation: flag, sink: { _ in flag.cancel() })
        let error = await #expect(throws: AssayError.self) { try await tool.execute(call) }
        #expect(error?.code == .cancelled)
    }
}
