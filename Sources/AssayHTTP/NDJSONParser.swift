public import AssayCore

/// Reads JSON values that come one on a line, in pieces of any size.
///
/// Lines end with LF or CR LF; empty lines are skipped; the values are strict JSON. The values do not depend on where the
/// pieces are cut, and time is linear in the number of bytes.
public struct NDJSONParser: Sendable {
    private let limits: JSONLimits
    private var lines = LineSplitter(endsAtReturn: false)
    private var lineNumber = 0

    /// Starts before the first byte.
    ///
    /// - Parameter limits: What one line may hold.
    public init(limits: JSONLimits = JSONLimits()) { self.limits = limits }

    /// Takes a piece.
    ///
    /// - Returns: the values whose lines end in it.
    /// - Throws: ``AssayCore/AssayError/Code/invalidJSON`` naming the line, counted from 1, and
    ///   ``AssayCore/AssayError/Code/httpTooLarge`` for a line over the limit; the parser is of no use afterwards.
    public mutating func feed(_ piece: [UInt8]) throws(AssayError) -> [Value] {
        var values: [Value] = []
        try feed(piece, into: &values)
        return values
    }

    /// Takes a piece as ``feed(_:)`` does, and leaves the values before a line that is refused.
    package mutating func feed(_ piece: [UInt8], into values: inout [Value]) throws(AssayError) {
        // Taken out: reading a line changes the rest of the parser.
        var lines = lines
        self.lines = LineSplitter(endsAtReturn: false)
        let result = piece.withUnsafeBufferPointer { piece in
            Result { () throws(AssayError) in
                try lines.feed(piece) { line throws(AssayError) in try read(line, into: &values) }
            }
        }
        self.lines = lines
        try result.get()
        try checkSize(lines.unfinishedCount)
    }

    /// Ends the stream; a last line needs no line end.
    ///
    /// - Returns: its value, if there is one.
    /// - Throws: as ``feed(_:)`` does.
    public mutating func finish() throws(AssayError) -> [Value] { try feed([10]) }

    private mutating func read(_ line: [UInt8], into values: inout [Value]) throws(AssayError) {
        lineNumber += 1
        let line = line.last == 13 ? line.dropLast() : line[...]
        guard !line.isEmpty else { return }
        try checkSize(line.count)
        do {
            values.append(try Value(jsonBytes: Array(line), limits: limits))
        } catch {
            throw AssayError(error.code, "Line \(lineNumber) of the stream: \(error.message)")
        }
    }

    private func checkSize(_ count: Int) throws(AssayError) {
        guard count <= limits.maxBytes else {
            throw AssayError(.httpTooLarge, "A line of the stream is larger than \(limits.maxBytes) bytes.")
        }
    }
}
