internal import AssayCore
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Calls of one tool under several seeds that run at the same time.
final class CallCrowd: Sendable {
    /// The most calls at once.
    static let limit = 64

    private let tools: ServerTools
    private let tool: Int
    private let call: ToolCall
    private let seeds: [UInt64]
    private let state: Mutex<State>

    private struct State {
        /// The place of the next call to begin.
        var next = 0
        var answers: [String]
    }

    init(_ tools: ServerTools, tool: Int, call: ToolCall, seeds: [UInt64]) {
        self.tools = tools
        self.tool = tool
        self.call = call
        self.seeds = seeds
        state = Mutex(State(answers: Array(repeating: AssayError.Code.workerUnavailable.rawValue, count: seeds.count)))
    }

    /// Makes the calls, and gives the hash of each answer or the code of its failure.
    func run() -> [String] {
        let box = Unmanaged.passUnretained(self).toOpaque()
        var threads: [pthread_t] = []
        for _ in seeds {
            var thread = pthread_t()
            let body: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { box in
                if let box { Unmanaged<CallCrowd>.fromOpaque(box).takeUnretainedValue().answerNext() }
                return nil
            }
            if pthread_create(&thread, nil, body, box) == 0 { threads.append(thread) }
        }
        for thread in threads { pthread_join(thread, nil) }
        return state.withLock { $0.answers }
    }

    private func answerNext() {
        let place = state.withLock { state in
            defer { state.next += 1 }
            return state.next
        }
        let answer: String
        do throws(AssayError) {
            let bytes = try tools.output(of: tool, call.seeded(seeds[place]))
            answer = SHA256.hexDigest(of: try PluginCall.value(of: bytes).canonicalBytes)
        } catch {
            answer = error.code.rawValue
        }
        state.withLock { $0.answers[place] = answer }
    }
}
