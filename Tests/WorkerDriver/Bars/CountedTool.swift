import Assay
import Synchronization

/// A tool that knows how many of its calls go on at once.
final class CountedTool: Tool {
    let descriptor: ToolDescriptor
    private let inner: any Tool
    private let counts = Mutex((now: 0, peak: 0))

    init(_ inner: any Tool) {
        self.inner = inner
        descriptor = inner.descriptor
    }

    /// Calls that go on, and the most at once since it was asked before.
    func takeCounts() -> (now: Int, peak: Int) {
        counts.withLock { counts in
            defer { counts.peak = counts.now }
            return counts
        }
    }

    func execute(_ call: ToolCall) async throws -> ToolResult {
        counts.withLock { counts in
            counts.now += 1
            counts.peak = max(counts.peak, counts.now)
        }
        defer { counts.withLock { $0.now -= 1 } }
        return try await inner.execute(call)
    }
}
