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
        let text = Self.trimmed(line[...]) { $0 == 13 || $0 == 10 }
        if text.starts(with: "HTTP/".utf8) { return begin(String(decoding: text, as: UTF8.self)) }
        if text.isEmpty { return finish() }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return .more }
        let value = Self.trimmed(text[(colon + 1)...]) { $0 == 32 || $0 == 9 }
        head?.headers.append(String(decoding: text[..<colon], as: UTF8.self), String(decoding: value, as: UTF8.self))
        return .more
    }

    private static func trimmed(
        _ bytes: Slice<UnsafeRawBufferPointer>,
        _ isUnwanted: (UInt8) -> Bool
    ) -> Slice<UnsafeRawBufferPointer> {
        var bytes = bytes.drop(while: isUnwanted)
        while let last = bytes.last, isUnwanted(last) { bytes.removeLast() }
        return bytes
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
        guard head.headers.isConsistent("content-length") else { return .malformed }
        isComplete = true
        return .complete(head)
    }
}
