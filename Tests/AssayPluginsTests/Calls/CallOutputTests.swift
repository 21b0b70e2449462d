import AssayCore
import AssayPlugins
import Testing

@Suite("What a tool of a plugin is given and answers")
struct CallOutputTests {
    private func failure(_ invoke: String) async throws -> AssayError {
        try await PluginSource(invoke: invoke).tool().failure()
    }

    @Test("The answer may be written in parts")
    func parts() async throws {
        let tool = try PluginSource(
            invoke: #"ANSWER("{\"va"); call->write_output(call, 0, 0); ANSWER("lue\":[1,2"); return ANSWER("]}");"#
        ).tool()
        #expect(try await tool.answer() == ["value": [1, 2]])
    }

    @Test("A call carries request, options, seed, replicate, attempt, trace id and its own size")
    func inputs() async throws {
        let tool = try PluginSource(
            includes: "#include <stdio.h>",
            invoke: #"""
                char line[512];
                int size = snprintf(line, sizeof(line),
                    "{\"request\":%.*s,\"options\":%.*s,\"trace\":\"%.*s\",\"seed\":%llu,\"replicate\":%llu,"
                    "\"attempt\":%u,\"sized\":%s,\"deadline\":%s}",
                    (int)call->request.size, call->request.bytes, (int)call->options.size, call->options.bytes,
                    (int)call->trace_id.size, call->trace_id.bytes, (unsigned long long)call->seed,
                    (unsigned long long)call->replicate, call->attempt,
                    call->struct_size == sizeof(assay_call) ? "true" : "false",
                    call->deadline_ns == UINT64_MAX ? "null" : "true");
                return call->write_output(call, line, (uint64_t)size);
                """#
        ).tool()
        let answer = try await tool.answer(["b": 1, "a": "é"], options: ["x": [true]], seed: .max)
        #expect(
            answer == [
                "request": ["a": "é", "b": 1], "options": ["x": [true]], "trace": "0af7651916cd43dd8448eb211c80319c",
                "seed": Value(UInt64.max), "replicate": 4, "attempt": 2, "sized": true, "deadline": nil,
            ]
        )
    }

    @Test("A timeout becomes a deadline on the monotonic clock", arguments: [(60, 60), (-5, 0), (1 << 62, 1 << 33)])
    func deadline(seconds: Int64, expected: UInt64) async throws {
        let tool = try PluginSource(
            includes: "#include <stdio.h>\n#include <time.h>",
            invoke: #"""
                struct timespec now;
                clock_gettime(CLOCK_MONOTONIC, &now);
                uint64_t ns = (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
                char line[64];
                int size = snprintf(line, sizeof(line), "{\"left\":%.3f}",
                    call->deadline_ns > ns ? (double)(call->deadline_ns - ns) / 1e9 : 0.0);
                return call->write_output(call, line, (uint64_t)size);
                """#
        ).tool()
        let left = try #require(try await tool.answer(timeout: .seconds(seconds))["left"]?.double)
        #expect(left <= Double(expected) + 1 || seconds > 1 << 40)
        #expect(left > Double(expected) * 0.5 - 1)
    }

    @Test(
        "Output that is not strict JSON is bad output",
        arguments: [
            #""{\"a\":1""#, #""{\"a\":1,}""#, #""{\"a\":1,\"a\":1}""#, #""{\"a\":NaN}""#, #""{\"a\":\"\xFF\"}""#,
            #""{} {}""#, #""text""#, #""{\"a\":1e999}""#,
        ]
    )
    func notJSON(literal: String) async throws {
        let error = try await failure("return ANSWER(\(literal));")
        #expect(error.code == .badOutput)
        #expect(error.message.hasPrefix("the tool's output is not JSON: "))
    }

    @Test("Output that is no object is bad output", arguments: ["[1]", "1", "null"])
    func notObject(json: String) async throws {
        #expect(try await failure("return ANSWER(\"\(json)\");").message.hasSuffix("and must be an object"))
    }

    @Test(
        "Success without output breaks the rules",
        arguments: ["return 0;", "call->write_output(call, 0, 0); return 0;"]
    )
    func noOutput(invoke: String) async throws {
        #expect(try await failure(invoke).code == .protocolError)
    }

    @Test("Output over the limit is refused, and nothing is taken after it")
    func tooLarge() async throws {
        let invoke = """
            static char block[1 << 20];
            int32_t status = 0;
            for (int i = 0; i < 4; i++) status |= call->write_output(call, block, sizeof(block));
            if (status) return 7;
            if (!call->write_output(call, "x", 1)) return 8;
            return call->write_output(call, "{}", 2) ? 0 : 9;
            """
        let error = try await failure(invoke)
        #expect(error == AssayError(.outputTooLarge, "the tool's output is over 4194304 bytes"))
        #expect(try await failure("return call->write_output(call, \"x\", UINT64_MAX);").code == .outputTooLarge)
    }

    @Test("Output at the limit is read")
    func atLimit() async throws {
        let tool = try PluginSource(
            invoke: """
                static char block[1 << 20];
                memset(block, ' ', sizeof(block));
                for (int i = 0; i < 3; i++) call->write_output(call, block, sizeof(block));
                call->write_output(call, block, sizeof(block) - 2);
                return call->write_output(call, "{}", 2);
                """
        ).tool()
        #expect(try await tool.answer() == [:])
    }

    @Test("Null bytes with a size are not taken and do no harm")
    func nullBytes() async throws {
        let tool = try PluginSource(
            invoke: #"return call->write_output(call, 0, 5) ? ANSWER("{\"refused\":true}") : 1;"#
        ).tool()
        #expect(try await tool.answer() == ["refused": true])
    }

    @Test("Callbacks survive a null call")
    func nullCall() async throws {
        let tool = try PluginSource(
            invoke: #"""
                const assay_host_progress *progress = the_host->get_extension(the_host, ASSAY_EXT_PROGRESS);
                const assay_host_usage *usage = the_host->get_extension(the_host, ASSAY_EXT_USAGE);
                progress->report(0, 0.5, assay_text_of("x"));
                usage->report(0, 0);
                call->set_error(0, assay_text_of("x"), assay_text_of("x"), 1);
                if (!call->write_output(0, "x", 1) || !call->is_cancelled(0)) return 1;
                if (!call->emit(0, assay_text_of("x"), assay_text_of("1"))) return 1;
                return ANSWER("{\"alive\":true}");
                """#
        ).tool()
        #expect(try await tool.answer() == ["alive": true])
    }
}
