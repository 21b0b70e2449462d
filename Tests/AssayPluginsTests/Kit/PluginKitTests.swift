import AssayPluginKit
import CAssayPlugin
import Testing

@Suite("The plugin kit for Swift")
struct PluginKitTests {
    private let host = KitHost()

    private func entry(_ tool: any PluginTool) throws -> UnsafePointer<assay_tool> {
        let plugin = try #require(host.load([tool]).plugin)
        return try #require(plugin.tools[0])
    }

    private func run(_ tool: any PluginTool, request: String = "{}", options: String = "{}") throws -> Int32 {
        let entry = try entry(tool)
        let invoke = try #require(entry.pointee.invoke)
        return host.call(request: request, options: options) { invoke(entry, $0) }
    }

    private func failure(_ body: @escaping @Sendable (PluginContext) throws -> [String: Double]) throws -> String? {
        #expect(try run(Doing(body: body)) != 0)
        #expect(host.output.isEmpty)
        return host.failure
    }

    @Test("A descriptor is exported whole")
    func descriptor() throws {
        let tool = try entry(Echo()).pointee
        #expect(tool.struct_size == UInt32(MemoryLayout<assay_tool>.size))
        #expect(tool.flags == UInt32(ASSAY_TOOL_DETERMINISTIC | ASSAY_TOOL_SIDE_EFFECTS))
        let texts = [
            tool.name, tool.version, tool.description, tool.provider, tool.capabilities, tool.default_options,
            tool.input_schema, tool.output_schema, tool.maximum_usage,
        ]
        let expected = [
            "echo", "2.0", "Echoes.", "Us", #"["a \"b\"","c\/d"]"#, #"{"depth":1}"#, "true", "{}", #"{"tokens":1}"#,
        ]
        #expect(texts.map(KitHost.text) == expected)
    }

    @Test("Every tool of a plugin is exported in order, with the version of the interface")
    func table() throws {
        let plugin = try #require(host.load([Echo(), Doing { _ in [:] }]).plugin)
        #expect(plugin.struct_size == UInt32(MemoryLayout<assay_plugin>.size))
        #expect([plugin.abi_major, plugin.abi_minor, plugin.tool_count] == [ASSAY_ABI_MAJOR, ASSAY_ABI_MINOR, 2])
        #expect(KitHost.text(try #require(plugin.tools[1]).pointee.name) == "doing")
    }

    @Test("A tool sees request, options, seed, replicate, attempt and trace id")
    func context() throws {
        #expect(try run(Echo(), request: #"{"text":"é/"}"#, options: #"{"depth":4}"#) == 0)
        var generator = SeededGenerator(seed: 7)
        let trace = String(repeating: "a", count: 32)
        let expected =
            #"{"attempt":2,"depth":4,"first":\#(generator.next()),"replicate":3,"seed":7,"text":"é/","trace":"\#(trace)"}"#
        #expect(String(decoding: host.output, as: UTF8.self) == expected)
    }

    @Test(
        "A request that does not fit is refused by place, without its values",
        arguments: [
            ("{}", "invalid_request 0: the request lacks text"),
            (#"{"text":5}"#, "invalid_request 0: text in the request is no String"),
            (#"{"text":"a","count":"secret"}"#, "invalid_request 0: count in the request is no Int"),
            (#"{"text":null}"#, "invalid_request 0: text in the request is null and no String"),
        ]
    )
    func badRequest(request: String, expected: String) throws {
        #expect(try run(Echo(), request: request) != 0)
        #expect(host.failure == expected)
    }

    @Test("A thrown failure reaches the host; of another error only the type does")
    func failures() throws {
        #expect(try failure { _ in throw PluginError("no_rows", "empty", isRetryable: true) } == "no_rows 1: empty")
        #expect(
            try failure { _ in throw Secretive() } == "tool_failed 0: the tool failed with an error of type Secretive"
        )
        let expected = "bad_output 0: the answer holds a value JSON does not have, such as NaN"
        #expect(try failure { _ in ["value": .nan] } == expected)
        host.isCancelled = true
        let cancelled = try failure { context in
            try context.checkCancellation()
            return [:]
        }
        #expect(cancelled == "cancelled 0: the call was cancelled")
    }

    @Test("Progress, usage, warnings and events reach the host")
    func signals() throws {
        let tool = Doing { context in
            context.progress(0.5, "half")
            context.usage(tokens: 4, timeMS: 9)
            context.usage(costUSD: 0.25)
            context.warn("few rows")
            let isTaken = context.emit("round", [1, 2])
            return ["taken": isTaken ? 1 : 0, "refused": context.emit("refused", 1) ? 0 : 1]
        }
        #expect(try run(tool) == 0)
        let expected = [
            "progress 0.5 half", "usage 5 4 0.0 9", "usage 2 0 0.25 0", #"warning "few rows""#, "round [1,2]",
            "refused 1",
        ]
        #expect(host.events == expected)
        #expect(String(decoding: host.output, as: UTF8.self) == #"{"refused":1,"taken":1}"#)
    }

    @Test("A tool that takes keys is told the key of the call, and only such a tool offers the extension")
    func keys() throws {
        let entry = try entry(Keyed())
        let table = entry.pointee.get_extension?(entry, ASSAY_EXT_IDEMPOTENCY)
        let keyed = try #require(table?.assumingMemoryBound(to: assay_tool_idempotency.self).pointee)
        #expect(keyed.struct_size == UInt32(MemoryLayout<assay_tool_idempotency>.size))
        let invoke = try #require(keyed.invoke)
        #expect(
            "order-7".withCString { key in host.call(request: "{}") { invoke(entry, $0, assay_text_of(key)) } } == 0
        )
        #expect(String(decoding: host.output, as: UTF8.self) == #"{"key":"order-7"}"#)
        host.output = []
        #expect(try run(Keyed()) == 0)
        #expect(String(decoding: host.output, as: UTF8.self) == #"{"key":"none"}"#)
        let other = try self.entry(Echo())
        #expect(other.pointee.get_extension?(other, ASSAY_EXT_IDEMPOTENCY) == nil)
    }

    @Test("A host without extensions is told nothing and nothing breaks")
    func plainHost() throws {
        let plain = KitHost(offersExtensions: false)
        let tool = Doing { context in
            context.progress(1)
            context.usage(tokens: 1)
            return [:]
        }
        let loaded = try #require(plain.load([tool]).plugin)
        let entry = try #require(loaded.tools[0])
        let invoke = try #require(entry.pointee.invoke)
        #expect(plain.call(request: "{}") { invoke(entry, $0) } == 0)
        #expect(plain.events.isEmpty)
    }

    @Test("A host of another major version, a missing host and an empty plugin are refused with the reason")
    func refusals() {
        #expect(KitHost(major: 2).load([Echo()]).reason == "the host has version 2 of the plugin interface and not 1")
        #expect(host.load([]).reason == "the plugin has no tools")
        var error = assay_error()
        #expect(exportPlugin([Echo()], nil, &error) == nil)
        #expect(exportPlugin([Echo()], nil, nil) == nil)
    }
}
