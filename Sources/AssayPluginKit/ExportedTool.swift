internal import CAssayPlugin

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A tool behind the functions of the plugin interface; lives as long as the process.
final class ExportedTool {
    private let answer: (Data, PluginContext) throws -> Data
    private let batch: Batch?
    private let keyed: UnsafePointer<assay_tool_idempotency>?
    private let host: HostServices

    private struct Batch {
        let table: UnsafePointer<assay_tool_batch>
        let run: (Data, [UInt64], PluginContext) throws -> [[Double]]
    }

    private init<Tool: PluginTool>(_ tool: Tool, _ host: HostServices) {
        self.host = host
        answer = { request, context in
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            let request = try JSONDecoder().decode(Tool.Request.self, from: request)
            return try encoder.encode(tool.run(request, context: context))
        }
        batch = (tool as? any BatchPluginTool).map { Self.batch($0) }
        keyed = tool is any KeyedPluginTool ? Self.keyed() : nil
    }

    /// The table entry of a tool, which keeps the tool alive.
    static func export(_ tool: some PluginTool, _ host: HostServices) -> UnsafePointer<assay_tool> {
        let descriptor = tool.descriptor
        let entry = UnsafeMutablePointer<assay_tool>.allocate(capacity: 1)
        entry.initialize(to: assay_tool())
        entry.pointee.struct_size = UInt32(MemoryLayout<assay_tool>.size)
        entry.pointee.flags = descriptor.flags.rawValue
        entry.pointee.name = descriptor.name.permanent()
        entry.pointee.version = descriptor.version.permanent()
        entry.pointee.description = descriptor.description.permanent()
        entry.pointee.provider = descriptor.provider.permanent()
        entry.pointee.capabilities = json(descriptor.capabilities).permanent()
        entry.pointee.default_options = descriptor.defaultOptions.permanent()
        entry.pointee.input_schema = descriptor.inputSchema.permanent()
        entry.pointee.output_schema = descriptor.outputSchema.permanent()
        entry.pointee.maximum_usage = descriptor.maximumUsage.permanent()
        entry.pointee.data = Unmanaged.passRetained(ExportedTool(tool, host)).toOpaque()
        entry.pointee.invoke = { ExportedTool.behind($0)?.invoke($1) ?? 1 }
        entry.pointee.get_extension = { ExportedTool.behind($0)?.find($1) }
        return UnsafePointer(entry)
    }

    private static func json(_ words: [String]) -> String {
        (try? JSONEncoder().encode(words)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
    }

    private static func behind(_ entry: UnsafePointer<assay_tool>?) -> ExportedTool? {
        guard let data = entry?.pointee.data else { return nil }
        return Unmanaged<ExportedTool>.fromOpaque(data).takeUnretainedValue()
    }

    private func find(_ id: UnsafePointer<CChar>?) -> UnsafeRawPointer? {
        switch id.map({ String(cString: $0) }) {
        case ASSAY_EXT_BATCH: UnsafeRawPointer(batch?.table)
        case ASSAY_EXT_IDEMPOTENCY: UnsafeRawPointer(keyed)
        default: nil
        }
    }
}

extension ExportedTool {
    private func invoke(_ call: UnsafePointer<assay_call>?, key: assay_text? = nil) -> Int32 {
        guard let call else { return 1 }
        let key = key.map { String(decoding: UnsafeRawBufferPointer($0), as: UTF8.self) }
        return reporting(call) {
            let request = Data(UnsafeRawBufferPointer(call.pointee.request))
            let output = try answer(request, PluginContext(call, host, idempotencyKey: key))
            return output.withUnsafeBytes { call.pointee.write_output?(call, $0.baseAddress, UInt64($0.count)) ?? 1 }
        }
    }

    private func fill(
        _ call: UnsafePointer<assay_call>?,
        _ seeds: UnsafeBufferPointer<UInt64>,
        _ columns: UnsafePointer<UnsafeMutablePointer<Double>?>?
    ) -> Int32 {
        guard let call, let columns, let batch else { return 1 }
        return reporting(call) {
            let request = Data(UnsafeRawBufferPointer(call.pointee.request))
            let numbers = try batch.run(request, Array(seeds), PluginContext(call, host))
            guard numbers.count == Int(batch.table.pointee.column_count),
                numbers.allSatisfy({ $0.count == seeds.count })
            else {
                throw PluginError("protocol_error", "the batch has another shape than its columns and seeds")
            }
            for (index, column) in numbers.enumerated() { columns[index]?.update(from: column, count: column.count) }
            return 0
        }
    }

    private func reporting(_ call: UnsafePointer<assay_call>, _ body: () throws -> Int32) -> Int32 {
        do {
            return try body()
        } catch {
            let failure = PluginError(reporting: error)
            failure.code.lend { code in
                failure.message.lend { call.pointee.set_error?(call, code, $0, failure.isRetryable ? 1 : 0) }
            }
            return 1
        }
    }

    private static func keyed() -> UnsafePointer<assay_tool_idempotency> {
        let table = UnsafeMutablePointer<assay_tool_idempotency>.allocate(capacity: 1)
        table.initialize(
            to: assay_tool_idempotency(
                struct_size: UInt32(MemoryLayout<assay_tool_idempotency>.size),
                reserved: 0,
                invoke: { entry, call, key in ExportedTool.behind(entry)?.invoke(call, key: key) ?? 1 }
            )
        )
        return UnsafePointer(table)
    }

    private static func batch<Tool: BatchPluginTool>(_ tool: Tool) -> Batch {
        let names = UnsafeMutableBufferPointer<assay_text>.allocate(capacity: tool.columns.count)
        _ = names.initialize(from: tool.columns.map { $0.permanent() })
        let table = UnsafeMutablePointer<assay_tool_batch>.allocate(capacity: 1)
        table.initialize(
            to: assay_tool_batch(
                struct_size: UInt32(MemoryLayout<assay_tool_batch>.size),
                column_count: UInt32(clamping: names.count),
                column_names: names.baseAddress.map { UnsafePointer($0) },
                run: { entry, call, seeds, count, columns in
                    ExportedTool.behind(entry)?.fill(
                        call,
                        UnsafeBufferPointer(start: seeds, count: Int(clamping: count)),
                        columns
                    ) ?? 1
                }
            )
        )
        return Batch(table: UnsafePointer(table)) { request, seeds, context in
            try tool.runBatch(JSONDecoder().decode(Tool.Request.self, from: request), seeds: seeds, context: context)
        }
    }
}
