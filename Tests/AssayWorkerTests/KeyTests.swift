import Assay
import TestSupport
import Testing

@Suite("Idempotency keys of plugins", .offPool)
struct KeyTests {
    /// Answers with the key it was given, in the extension only.
    private static func sample(table: String = "{sizeof(assay_tool_idempotency), 0, keyed}") -> Sample {
        Sample(
            declarations: """
                static int32_t keyed(const assay_tool *self, const assay_call *call, assay_text key) {
                    char text[600];
                    (void)self;
                    int size = snprintf(text, sizeof text, "{\\"key\\":\\"%.*s\\"}", (int)key.size, key.bytes);
                    return call->write_output(call, text, (uint64_t)size);
                }
                static const assay_tool_idempotency table = \(table);
                static const void *find(const assay_tool *self, const char *id) {
                    (void)self; (void)&keyed;
                    return strcmp(id, ASSAY_EXT_IDEMPOTENCY) == 0 ? &table : NULL;
                }
                """,
            fields: ".flags = ASSAY_TOOL_SIDE_EFFECTS, .get_extension = find"
        )
    }

    @Test("A tool that offers the extension is given the key, in a worker and in process", arguments: [false, true])
    func given(inProcess: Bool) async throws {
        let folder = try Folder()
        let path = try Self.sample().build(in: folder)
        let isolation = inProcess ? Isolation.inProcess : .worker(.test)
        let tool = try #require(try PluginLoader.load(path: path, isolation: isolation).first)
        #expect(tool.descriptor.flags == [.sideEffects, .idempotencyKeys])
        #expect(tool.descriptor.flags.names == ["side_effects", "idempotency_keys"])
        #expect(try await tool.ask(idempotencyKey: "order-7:sample:r1") == ["key": "order-7:sample:r1"])
        #expect(try await tool.ask() == ["value": 1])
    }

    @Test("A tool without the extension is called as ever")
    func without() async throws {
        let tool = try Sample().tool()
        #expect(!tool.descriptor.flags.contains(.idempotencyKeys))
        #expect(try await tool.ask(idempotencyKey: "k") == ["value": 1])
    }

    @Test(
        "A table that cannot be used is refused by name",
        arguments: [
            ("{sizeof(assay_tool_idempotency), 0, NULL}", "null invoke in its assay_tool_idempotency"),
            ("{8, 0, keyed}", "assay_tool_idempotency.struct_size is 8"),
        ]
    )
    func refused(table: String, message: String) async throws {
        let folder = try Folder()
        let path = try Self.sample(table: table).build(in: folder)
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(.test)) }
        #expect(error?.code == .loadFailed)
        #expect(error?.message.contains(message) == true)
    }
}
