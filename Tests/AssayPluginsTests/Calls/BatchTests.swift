import AssayCore
import AssayPlugins
import Testing

@Suite("Many seeds in one call of a plugin")
struct BatchTests {
    private static func source(
        run: String = """
        for (uint64_t i = 0; i < count; i++) {
            columns[0][i] = (double)(seeds[i] % 1000);
            columns[1][i] = columns[0][i] / 3;
        }
        return 0;
        """,
        columnCount: String = "2",
        columns: String = #"{ASSAY_TEXT("value"), ASSAY_TEXT("third")}"#,
        size: String = "sizeof(assay_tool_batch)",
        names: String = "names",
        function: String = "run"
    ) -> PluginSource {
        PluginSource(
            includes: "#include <stdio.h>",
            declarations: """
                static int32_t run(const assay_tool *tool, const assay_call *call, const uint64_t *seeds, uint64_t count,
                                   double *const *columns) {
                    (void)tool; (void)call; (void)seeds; (void)count; (void)columns;
                    \(run)
                }
                static const assay_text names[] = \(columns);
                static const assay_tool_batch batch = {\(size), \(columnCount), \(names), \(function)};
                static const void *find(const assay_tool *tool, const char *id) {
                    (void)tool; (void)run; (void)names;
                    return strcmp(id, ASSAY_EXT_BATCH) == 0 ? &batch : 0;
                }
                """,
            invoke: #"""
                char line[96];
                double value = (double)(call->seed % 1000);
                int size = snprintf(line, sizeof(line), "{\"value\":%.17g,\"third\":%.17g}", value, value / 3);
                return call->write_output(call, line, (uint64_t)size);
                """#,
            fields: ".get_extension = find"
        )
    }

    private func tool(_ source: PluginSource) throws -> any BatchTool {
        try #require(try source.tool() as? any BatchTool)
    }

    @Test("A tool without the extension offers no batches")
    func notOffered() throws {
        #expect(try !(PluginSource().tool() is any BatchTool))
        let other = PluginSource(
            declarations:
                "static const void *find(const assay_tool *t, const char *id) { (void)t; (void)id; return 0; }",
            fields: ".get_extension = find"
        )
        #expect(try !(other.tool() is any BatchTool))
    }

    @Test("A batch gives what single calls give")
    func equalsSingle() async throws {
        let tool = try tool(Self.source())
        #expect(tool.columns == ["value", "third"])
        let seeds: [UInt64] = [3, 0, .max, 1_234_567_890_123, 3]
        let columns = try await tool.executeBatch(ToolCall(request: [:]), seeds: seeds)
        for (place, seed) in seeds.enumerated() {
            let single = try await tool.answer(seed: seed)
            #expect(single == ["value": .number(columns[0][place]), "third": .number(columns[1][place])])
        }
    }

    @Test("A batch of none gives empty columns")
    func none() async throws {
        #expect(try await tool(Self.source()).executeBatch(ToolCall(request: [:]), seeds: []) == [[], []])
    }

    @Test("A place the plugin leaves as it was is a failed replicate")
    func untouched() async throws {
        let tool = try tool(Self.source(run: "columns[0][1] = 5; return 0;"))
        let columns = try await tool.executeBatch(ToolCall(request: [:]), seeds: [1, 2])
        #expect(columns[0][0].isNaN && columns[0][1] == 5 && columns[1].allSatisfy(\.isNaN))
    }

    @Test("A batch fails as a call fails")
    func failure() async throws {
        let run = "call->set_error(call, assay_text_of(\"no_rows\"), assay_text_of(\"empty\"), 1); return 1;"
        let tool = try tool(Self.source(run: run))
        let error = await #expect(throws: AssayError.self) {
            try await tool.executeBatch(ToolCall(request: [:]), seeds: [1])
        }
        #expect(error == AssayError(AssayError.Code(rawValue: "no_rows"), "empty", isRetryable: true))
    }

    @Test("A batch larger than memory allows is refused")
    func tooLarge() async throws {
        let tool = try tool(Self.source(columnCount: "1"))
        let seeds = [UInt64](repeating: 1, count: (1 << 26) + 1)
        let error = await #expect(throws: AssayError.self) {
            try await tool.executeBatch(ToolCall(request: [:]), seeds: seeds)
        }
        #expect(error?.code == .invalidArgument)
    }

    @Test(
        "A broken extension is refused while the plugin loads",
        arguments: [
            (source(columnCount: "0"), "tool 1 has 0 batch columns"),
            (source(columnCount: "257"), "tool 1 has 257 batch columns"),
            (
                source(columns: #"{ASSAY_TEXT("a"), ASSAY_TEXT("a")}"#),
                "tool 1 has a batch column name that is empty or comes twice"
            ),
            (
                source(columns: #"{ASSAY_TEXT("a"), ASSAY_TEXT("")}"#),
                "tool 1 has a batch column name that is empty or comes twice"
            ),
            (
                source(columns: #"{ASSAY_TEXT("a"), ASSAY_TEXT("\xFF")}"#),
                "tool 1 has a batch column name that is not UTF-8"
            ),
            (source(size: "16"), "assay_tool_batch.struct_size is 16 and must be at least 24"),
            (source(names: "0"), "tool 1 has null or misaligned column_names"),
            (source(function: "0"), "tool 1 has a null run in its assay_tool_batch"),
        ]
    )
    func broken(source: PluginSource, expected: String) throws {
        #expect(try source.loadFailure().message.hasPrefix(expected))
    }
}
