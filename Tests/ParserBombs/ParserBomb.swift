internal import AssayCore

/// An input that would cost a careless reader far more than it is long, and what the reader here must say to it.
package struct ParserBomb: Sendable {
    /// What it is, in a few words.
    package let name: String
    /// A part of the refusal, which names the limit that was met or the place that was reached; `nil` where the work is
    /// small and the input is read.
    package let refusal: String?
    /// Makes the input, and returns the work of reading it, which says why it refuses.
    package let prepare: @Sendable () throws -> @Sendable () -> String?

    init(
        _ name: String,
        refusal: String?,
        _ prepare: @escaping @Sendable () throws -> @Sendable () -> String?
    ) {
        self.name = name
        self.refusal = refusal
        self.prepare = prepare
    }

    /// Whether a reader said what it must.
    package func isMet(by said: String?) -> Bool {
        guard let refusal else { return said == nil }
        return said.map { refusal.isEmpty || $0.contains(refusal) } ?? false
    }

    /// Every bomb there is.
    package static let all = json + yaml + schemas + patterns + numbers + tables + documents

    /// What an attempt throws.
    static func refusal(_ work: () throws -> Void) -> String? {
        do {
            try work()
            return nil
        } catch let error as AssayError {
            return error.message
        } catch {
            return "\(error)"
        }
    }
}

func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }
