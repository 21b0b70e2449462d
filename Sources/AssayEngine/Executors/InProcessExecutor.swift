public import AssayCore
internal import Foundation

/// Runs tools on threads of this process.
///
/// Fast, and only for code that is trusted: a tool that crashes takes the process along, and one that does not return
/// keeps its thread after the run has given it up.
public struct InProcessExecutor: ReplicateExecutor {
    /// The name on record.
    public let name = "in_process"
    private let threads: ToolThreads

    /// Uses threads shared by all executors of the process.
    public init() { threads = .shared }

    /// Starts one attempt on a thread of its own.
    public func execute(
        _ call: ToolCall,
        on tool: any Tool,
        completion: @escaping @Sendable (Result<ToolResult, AssayError>) -> Void
    ) {
        start(completion) { try await call.answer(by: tool) }
    }

    /// Starts one attempt at many seeds on a thread of its own.
    public func executeBatch(
        _ call: ToolCall,
        seeds: [UInt64],
        on tool: any BatchTool,
        completion: @escaping @Sendable (Result<[[Double]], AssayError>) -> Void
    ) {
        start(completion) { try await tool.executeBatch(call, seeds: seeds) }
    }

    /// Makes the attempts of a series one after the other on one thread.
    ///
    /// - Parameters:
    ///   - series: The attempts.
    ///   - tool: What is run.
    ///   - relief: Called on another thread, perhaps several times, while an attempt that takes long holds up others; says
    ///     whether that is over.
    ///   - completion: Called at the end.
    func executeSeries(
        _ series: AttemptSeries,
        on tool: any Tool,
        relief: @escaping @Sendable () -> Bool,
        completion: @escaping @Sendable () -> Void
    ) {
        let isAlone = series.holdingUp == nil
        Task(executorPreference: threads) {
            while let call = series.next() {
                do {
                    series.record(.success(try await call.answer(by: tool)))
                } catch {
                    series.record(.failure(AssayError(ofTool: error)))
                }
            }
            completion()
        }
        if isAlone { return }
        // Waits for the same thread, so that where the series takes no time it comes to nothing; where it does take time the
        // threads' monitor sees a job that waits.
        Task(executorPreference: threads) {
            var seen: Int?
            while let current = series.holdingUp {
                if current == seen, relief() { return }
                seen = current
                Self.pause()
            }
        }
    }

    /// How long an attempt may take until those behind it are launched on threads of their own.
    private static func pause() { usleep(50) }

    private func start<T: Sendable>(
        _ completion: @escaping @Sendable (Result<T, AssayError>) -> Void,
        _ work: @escaping @Sendable () async throws -> T
    ) {
        Task(executorPreference: threads) {
            do {
                completion(.success(try await work()))
            } catch {
                completion(.failure(AssayError(ofTool: error)))
            }
        }
    }
}

extension AssayError {
    /// What a tool threw.
    init(ofTool error: any Error) {
        self =
            switch error {
            case let error as AssayError: error
            case is CancellationError: AssayError(.cancelled, "the tool gave up because it was cancelled")
            // The error's text may hold user data; its type does not.
            default: AssayError(.toolFailed, "the tool threw \(type(of: error))")
            }
    }
}
