import AssayCore
import Synchronization

/// A call of a tool whose signals are remembered.
final class Listening: Sendable {
    private let heard = Mutex<[ToolSignal]>([])

    var signals: [ToolSignal] { heard.withLock { $0 } }

    var usages: [Usage] {
        signals.compactMap { signal in
            if case .usage(let usage) = signal { usage } else { nil }
        }
    }

    var warnings: [String] {
        signals.compactMap { signal in
            if case .warning(let text) = signal { text } else { nil }
        }
    }

    func call(
        _ tool: any Tool,
        _ request: Value = ["prompt": "Name a tree."],
        options: Object = [:],
        seed: UInt64 = 11,
        replicate: Int = 0,
        cancellation: CancellationFlag = CancellationFlag()
    ) -> ToolCall {
        ToolCall(
            request: request,
            options: .object(tool.descriptor.options(merging: options)),
            seed: seed,
            replicate: replicate,
            cancellation: cancellation,
            sink: { [self] signal in heard.withLock { $0.append(signal) } }
        )
    }
}
