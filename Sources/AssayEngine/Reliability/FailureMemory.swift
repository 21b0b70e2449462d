internal import AssayCore

/// How often tools have failed for requests of late; the oldest request is forgotten first.
struct FailureMemory: Sendable {
    private var counts: [String: [String: Int]] = [:]
    private var order: [String] = []
    private let capacity: Int

    init(capacity: Int = 1000) { self.capacity = max(1, capacity) }

    /// The failures of each tool, by name.
    func failures(for request: String) -> [String: Int] { counts[request] ?? [:] }

    mutating func noteFailure(of tool: String, for request: String) {
        if counts[request] == nil {
            order.append(request)
            if order.count > capacity { counts[order.removeFirst()] = nil }
        }
        counts[request, default: [:]][tool, default: 0] += 1
    }

    /// A tool that answers has its failures forgiven.
    mutating func noteAnswer(of tool: String, for request: String) { counts[request]?[tool] = nil }
}
