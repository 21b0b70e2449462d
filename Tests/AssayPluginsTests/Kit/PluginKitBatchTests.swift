import AssayPluginKit
import CAssayPlugin
import Testing

@Suite("Batches of the plugin kit")
struct PluginKitBatchTests {
    private let host = KitHost()

    private func entry(_ tool: any PluginTool) throws -> UnsafePointer<assay_tool> {
        let plugin = try #require(host.load([tool]).plugin)
        return try #require(plugin.tools[0])
    }

    private func batch(_ entry: UnsafePointer<assay_tool>, _ id: String = ASSAY_EXT_BATCH) -> assay_tool_batch? {
        entry.pointee.get_extension?(entry, id)?.assumingMemoryBound(to: assay_tool_batch.self).pointee
    }

    /// Runs a batch of three seeds into columns of zeros.
    private func fill(_ tool: Columns) throws -> (status: Int32, columns: [[Double]]) {
        let entry = try entry(tool)
        let run = try #require(self.batch(entry)?.run)
        let storage = UnsafeMutableBufferPointer<Double>.allocate(capacity: 6)
        storage.initialize(repeating: 0)
        defer { storage.deallocate() }
        let columns = [storage.baseAddress, storage.baseAddress.map { $0 + 3 }]
        let seeds: [UInt64] = [5, 6, 7]
        let status = host.call(request: "{}") { run(entry, $0, seeds, 3, columns) }
        return (status, [Array(storage[..<3]), Array(storage[3...])])
    }

    @Test("A tool with columns offers batches under their name, and another tool does not")
    func offered() throws {
        let entry = try entry(Columns { _ in [] })
        let batch = try #require(self.batch(entry))
        #expect(batch.struct_size == UInt32(MemoryLayout<assay_tool_batch>.size))
        #expect((0..<Int(batch.column_count)).map { KitHost.text(batch.column_names[$0]) } == ["a", "b"])
        #expect(self.batch(entry, "assay.none/1") == nil)
        #expect(try self.batch(self.entry(Echo())) == nil)
    }

    @Test("The columns reach the host's memory")
    func filled() throws {
        let result = try fill(Columns { seeds in [seeds.map { Double($0) }, seeds.map { -Double($0) }] })
        #expect(result.status == 0)
        #expect(result.columns == [[5, 6, 7], [-5, -6, -7]])
    }

    @Test(
        "Columns of another shape write nothing and fail",
        arguments: [[[1, 2, 3]], [[1, 2, 3], [1, 2]], [[], []]]
    )
    func wrongShape(columns: [[Double]]) throws {
        let result = try fill(Columns { _ in columns })
        #expect(result.status != 0)
        #expect(result.columns == [[0, 0, 0], [0, 0, 0]])
        #expect(host.failure == "protocol_error 0: the batch has another shape than its columns and seeds")
    }

    @Test("A batch that throws fails with what it threw")
    func failing() throws {
        #expect(try fill(Columns { _ in throw PluginError("no_rows", "empty") }).status != 0)
        #expect(host.failure == "no_rows 0: empty")
    }
}
