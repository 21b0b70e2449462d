/// Puts a response's head together from its lines: a state machine without input and output.
///
/// Interim responses (1xx) are left out, and so are trailers; the bytes of both count.
struct HeadReader {
    /// What a line led to.
    enum Step: Equatable {
        /// More lines are needed, or the line was of no interest.
        case more
        /// The head is complete.
        case complete(ResponseHead)
        /// All lines together are over the limit.
        case tooLarge
        /// The response contradicts itself.
        case malformed
    }

    private let maxBytes: Int
    private var byteCount = 0
    private var head: ResponseHead?
    private var isComplete = false

    init(maxBytes: Int) { self.maxBytes = maxBytes }

    /// Takes a line with its line end.
    mutating func read(_ line: UnsafeRawBufferPointer) -> Step {
        byteCount += line.count
        guard byteCount <= maxBytes else { return .tooLarge }
        guard !isComplete else { return .more }
        let text = String(decoding: line, as: UTF8.self).trimming("\r\n")
        if text.hasPrefix("HTTP/") { return begin(text) }
        if text.isEmpty { return finish() }
        guard let colon = text.firstIndex(of: ":") else { return .more }
        head?.headers.append(String(text[..<colon]), String(text[text.index(after: colon)...]).trimming(" \t"))
        return .more
    }

    private mutating func begin(_ line: String) -> Step {
        let parts = line.split(separator: " ", maxSplits: 2)
        guard parts.count > 1, let status = Int(parts[1]), (100...999).contains(status) else { return .malformed }
        head = ResponseHead(status: status)
        return .more
    }

    private mutating func finish() -> Step {
        guard let head else { return .malformed }
        guard head.status >= 200 else {
            self.head = nil
            return .more
        }
        // Two readers that pick different ones disagree on where the response ends.
        guard Set(head.headers.values(of: "content-length")).count <= 1 else { return .malformed }
        isComplete = true
        return .complete(head)
    }
}
