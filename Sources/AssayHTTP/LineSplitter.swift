/// Cuts bytes that come in pieces into lines, looking at each byte once.
///
/// A line ends with a line feed, and, where asked for, also with a carriage return or both together.
struct LineSplitter: Sendable {
    private let endsAtReturn: Bool
    private var line: [UInt8] = []
    /// Whether a line feed that comes next belongs to the line end that came last.
    private var skipsFeed = false
    /// How many bytes were looked at or moved so far: the work done.
    private(set) var work = 0

    init(endsAtReturn: Bool) { self.endsAtReturn = endsAtReturn }

    /// How many bytes the line has that has not ended.
    var unfinishedCount: Int { line.count }

    /// Takes a piece, and hands over every line that ends in it, without its end.
    mutating func feed<Failure: Error>(
        _ piece: UnsafeBufferPointer<UInt8>,
        _ body: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var start = 0
        for (place, byte) in piece.enumerated() {
            work += 1
            let skips = skipsFeed && byte == 10
            skipsFeed = false
            if skips {
                start = place + 1
            } else if byte == 10 || endsAtReturn && byte == 13 {
                take(piece[start..<place])
                start = place + 1
                skipsFeed = byte == 13
                let whole = line
                line = []
                try body(whole)
            }
        }
        take(piece[start...])
    }

    private mutating func take(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
        work += bytes.count
        line.append(contentsOf: bytes)
    }
}
