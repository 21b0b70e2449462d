internal import CAssayPlugin

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a running call may ask and tell the host.
///
/// It may be used from any thread until `run` returns, and not after that.
public struct PluginContext {
    private let call: UnsafePointer<assay_call>
    private let host: HostServices

    /// The key under which a repeated call can be told from another one; `nil` where the caller gave none.
    ///
    /// Only a ``KeyedPluginTool`` is told.
    public let idempotencyKey: String?

    init(_ call: UnsafePointer<assay_call>, _ host: HostServices, idempotencyKey: String? = nil) {
        self.call = call
        self.host = host
        self.idempotencyKey = idempotencyKey
    }

    /// The only source of randomness.
    public var seed: UInt64 { call.pointee.seed }

    /// The place of the replicate in the run, from 0.
    public var replicate: UInt64 { call.pointee.replicate }

    /// The number of the attempt at this replicate, from 1.
    public var attempt: Int { Int(call.pointee.attempt) }

    /// The W3C trace id of the run: 32 lower-case hexadecimal digits.
    public var traceID: String { String(decoding: UnsafeRawBufferPointer(call.pointee.trace_id), as: UTF8.self) }

    /// Whether the attempt was given up.
    public var isCancelled: Bool { call.pointee.is_cancelled?(call) ?? 0 != 0 }

    /// Throws `CancellationError` once the attempt was given up.
    public func checkCancellation() throws { if isCancelled { throw CancellationError() } }

    /// A generator that starts from the seed of the call; each one gives the same numbers.
    public func makeGenerator() -> SeededGenerator { SeededGenerator(seed: seed) }

    /// The options of the call.
    public func options<Options: Decodable>(as type: Options.Type) throws -> Options {
        try JSONDecoder().decode(type, from: Data(UnsafeRawBufferPointer(call.pointee.options)))
    }

    /// Reports how far the call is, from 0 to 1, with a word about the current step.
    public func progress(_ fraction: Double, _ message: String = "") {
        message.lend { host.progress?.pointee.report?(call, fraction, $0) }
    }

    /// Reports what was used since the last report; what is `nil` is unknown.
    public func usage(tokens: Int64? = nil, costUSD: Double? = nil, timeMS: Int64? = nil) {
        var report = assay_usage()
        report.struct_size = UInt32(MemoryLayout<assay_usage>.size)
        let fields = [
            (tokens != nil, ASSAY_USAGE_TOKENS), (costUSD != nil, ASSAY_USAGE_COST), (timeMS != nil, ASSAY_USAGE_TIME),
        ]
        report.fields = fields.filter(\.0).reduce(0) { $0 | UInt32($1.1) }
        report.tokens = tokens ?? 0
        report.cost_usd = costUSD ?? 0
        report.time_ms = timeMS ?? 0
        host.usage?.pointee.report?(call, &report)
    }

    /// Tells the user something, without their data.
    public func warn(_ message: String) { emit("warning", message) }

    /// Sends an event of the tool's own; whether the host took it.
    @discardableResult
    public func emit(_ name: String, _ data: some Encodable) -> Bool {
        guard let json = try? JSONEncoder().encode(data) else { return false }
        return name.lend { name in
            json.lend { call.pointee.emit?(call, name, $0) == 0 }
        }
    }
}
