public import AssayCore

/// How long a server asks to wait before the next try.
public enum RetryAfter {
    /// Reads `retry-after-ms` (milliseconds) or else `retry-after` (seconds or a date).
    ///
    /// | value | wait |
    /// |---|---|
    /// | `120`, `0.5`, `1e9` | that many seconds |
    /// | a date | until then |
    /// | a negative number, a date in the past | none |
    /// | anything else | nil |
    ///
    /// - Parameters:
    ///   - headers: The header fields of the response.
    ///   - clock: Tells the time of day, which dates are compared with.
    /// - Returns: the wait, from 0 to 30 days; nil where the server says nothing that can be understood.
    public static func wait(in headers: HTTPHeaders, clock: WallClock) -> Duration? {
        if let text = headers["retry-after-ms"]?.trimming(" \t"), let wait = milliseconds(text, unit: 1) { return wait }
        guard let text = headers["retry-after"]?.trimming(" \t") else { return nil }
        return milliseconds(text, unit: 1000) ?? until(text, clock)
    }

    private static func milliseconds(_ text: String, unit: Double) -> Duration? {
        // The characters keep out what Double also reads: names for infinity, hexadecimal.
        guard text.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }), let number = Double(text) else {
            return nil
        }
        return clamped(number * unit)
    }

    private static func until(_ text: String, _ clock: WallClock) -> Duration? {
        let now = clock.nowMS()
        guard let date = HTTPDate(text, now: now / 1000) else { return nil }
        return clamped(Double(date.seconds) * 1000 - Double(now))
    }

    private static func clamped(_ milliseconds: Double) -> Duration {
        let longest = Double(Duration.longestLimit.wholeMilliseconds)
        return .milliseconds(Int64(min(max(milliseconds, 0), longest).rounded(.up)))
    }
}
