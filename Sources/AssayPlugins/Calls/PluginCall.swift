internal import AssayCore
internal import CAssayPlugin
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// One running call: what the plugin was given, and what it has said so far.
///
/// The plugin may speak from any thread until the call returns.
final class PluginCall: Sendable {
    private let call: ToolCall
    private let state = Mutex(State())

    private struct State {
        var output: [UInt8] = []
        var isOverflowing = false
        var failure: AssayError?
        var signalCount = 0
    }

    static let outputLimit = 4 << 20
    static let signalLimit = 10_000

    init(_ call: ToolCall) { self.call = call }

    var isCancelled: Bool { call.isCancelled }

    /// Takes a part of the answer; whether it was taken.
    func write(_ bytes: UnsafeRawPointer?, _ size: UInt64) -> Bool {
        state.withLock { state in
            guard size > 0, !state.isOverflowing else { return !state.isOverflowing }
            guard size <= UInt64(Self.outputLimit - state.output.count) else {
                state.isOverflowing = true
                state.output = []
                return false
            }
            guard let bytes else { return false }
            state.output.append(contentsOf: UnsafeRawBufferPointer(start: bytes, count: Int(size)))
            return true
        }
    }

    /// Remembers why the call is about to fail.
    func fail(_ error: AssayError) { state.withLock { $0.failure = error } }

    /// Passes a signal on, up to a limit; whether it was passed.
    func signal(_ signal: ToolSignal) -> Bool {
        let count = state.withLock { state in
            state.signalCount = min(state.signalCount + 1, Self.signalLimit + 2)
            return state.signalCount
        }
        if count <= Self.signalLimit { call.signal(signal) }
        if count == Self.signalLimit + 1 {
            call.signal(.warning("the tool sent over \(Self.signalLimit) signals in one call; the rest is left out"))
        }
        return count <= Self.signalLimit
    }
}

extension PluginCall {
    /// The bytes the plugin wrote, once its function has returned 0.
    func output() throws(AssayError) -> [UInt8] {
        if let overflow = overflow() { throw overflow }
        return state.withLock { $0.output }
    }

    /// What the bytes a plugin wrote say, which must be one JSON object.
    static func value(of output: [UInt8]) throws(AssayError) -> Value {
        guard !output.isEmpty else {
            throw AssayError(
                .protocolError,
                "the tool reported success and wrote no output; it must write one JSON object"
            )
        }
        let value: Value
        do throws(AssayError) {
            value = try Value(jsonBytes: output)
        } catch {
            throw AssayError(.badOutput, "the tool's output is not JSON: \(error.message)")
        }
        guard value.object != nil else {
            throw AssayError(.badOutput, "the tool's output is JSON of type \(value.typeName) and must be an object")
        }
        return value
    }

    /// The failure of a call whose answer was over the limit.
    func overflow() -> AssayError? {
        guard state.withLock({ $0.isOverflowing }) else { return nil }
        return AssayError(.outputTooLarge, "the tool's output is over \(Self.outputLimit) bytes")
    }

    /// Why the plugin's function returned something else than 0.
    func failure() -> AssayError {
        if let failure = state.withLock({ $0.failure }) { return failure }
        if isCancelled { return AssayError(.cancelled, "the call was cancelled") }
        return AssayError(.toolFailed, "the tool failed and gave no reason")
    }
}

extension PluginCall {
    /// Lends the call to the plugin; what it points to is good until `body` returns.
    func lend(_ body: (UnsafePointer<assay_call>) -> Int32) -> Int32 {
        withExtendedLifetime(self) {
            CallText.lend(call.request.canonicalJSON) { request in
                CallText.lend(call.options.canonicalJSON) { options in
                    CallText.lend(call.traceID) { trace in
                        var native = functions()
                        native.attempt = UInt32(clamping: call.attempt)
                        native.replicate = UInt64(clamping: call.replicate)
                        native.seed = call.seed
                        native.deadline_ns = Self.deadline(call.timeout)
                        native.trace_id = trace
                        native.request = request
                        native.options = options
                        return withUnsafePointer(to: &native) { body($0) }
                    }
                }
            }
        }
    }

    /// The running call behind what a plugin passes along; `nil` when that is nonsense.
    static func of(_ call: UnsafePointer<assay_call>?) -> PluginCall? {
        guard let call, PluginReader.isAligned(call), let data = call.pointee.host_data else { return nil }
        return Unmanaged<PluginCall>.fromOpaque(data).takeUnretainedValue()
    }

    private func functions() -> assay_call {
        var native = assay_call()
        native.struct_size = UInt32(MemoryLayout<assay_call>.size)
        native.host_data = Unmanaged.passUnretained(self).toOpaque()
        native.is_cancelled = { PluginCall.of($0)?.isCancelled == false ? 0 : 1 }
        native.write_output = { PluginCall.of($0)?.write($1, $2) == true ? 0 : 1 }
        native.emit = { PluginCall.of($0)?.emit($1, $2) == true ? 0 : 1 }
        native.set_error = { PluginCall.of($0)?.setError($1, $2, isRetryable: $3 != 0) }
        return native
    }

    private static func deadline(_ timeout: Duration?) -> UInt64 {
        guard let timeout else { return .max }
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = timeout.components
        let parts: [(UInt64, UInt64)] = [
            (UInt64(clamping: now.tv_sec), 1_000_000_000), (UInt64(clamping: now.tv_nsec), 1),
            (UInt64(clamping: seconds), 1_000_000_000), (UInt64(clamping: attoseconds / 1_000_000_000), 1),
        ]
        return parts.reduce(0) { sum, part in
            let (product, isTooLarge) = part.0.multipliedReportingOverflow(by: part.1)
            let (next, isOverflowing) = sum.addingReportingOverflow(product)
            return isTooLarge || isOverflowing ? .max - 1 : next
        }
    }
}
