/// The characters ECMA-262 counts as white space or line terminators, as contents of a PCRE2 class.
///
/// Source: ECMA-262, "White Space" and "Line Terminators"; the space separators are Unicode's category Zs.
enum PatternSpaces {
    private static let ranges: [ClosedRange<UInt32>] = [
        0x09...0x0D, 0x20...0x20, 0xA0...0xA0, 0x1680...0x1680, 0x2000...0x200A, 0x2028...0x2029, 0x202F...0x202F,
        0x205F...0x205F, 0x3000...0x3000, 0xFEFF...0xFEFF,
    ]

    /// All spaces.
    static let inside = ranges.map { "\(text($0.lowerBound))-\(text($0.upperBound))" }.joined()

    /// Everything else.
    static let outside: String = {
        var text = ""
        var start: UInt32 = 0
        for range in ranges {
            text += "\(Self.text(start))-\(Self.text(range.lowerBound - 1))"
            start = range.upperBound + 1
        }
        return text + "\(Self.text(start))-\(Self.text(0x10FFFF))"
    }()

    private static func text(_ value: UInt32) -> String { "\\x{\(String(value, radix: 16))}" }
}
