internal import AssayCore

/// Takes values out of the payload of a frame, trusting none of it.
struct PayloadReader {
    private var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    init(_ bytes: [UInt8]) { rest = bytes[...] }

    mutating func integer<T: FixedWidthInteger>(_ type: T.Type) throws(AssayError) -> T {
        let size = MemoryLayout<T>.size
        guard rest.count >= size else { throw Self.malformed() }
        let value = rest.withUnsafeBytes { $0.loadUnaligned(as: T.self) }
        rest = rest.dropFirst(size)
        return T(littleEndian: value)
    }

    mutating func number() throws(AssayError) -> Double { Double(bitPattern: try integer(UInt64.self)) }

    mutating func flag() throws(AssayError) -> Bool {
        guard let byte = rest.popFirst(), byte <= 1 else { throw Self.malformed() }
        return byte == 1
    }

    mutating func text() throws(AssayError) -> String {
        guard let text = String(validating: try bytes(), as: UTF8.self) else { throw Self.malformed() }
        return text
    }

    /// The bytes of a text, which may be none.
    mutating func bytes() throws(AssayError) -> ArraySlice<UInt8> {
        let size = Int(try integer(UInt32.self))
        guard rest.count >= size else { throw Self.malformed() }
        defer { rest = rest.dropFirst(size) }
        return rest.prefix(size)
    }

    mutating func texts() throws(AssayError) -> [String] {
        let count = Int(try integer(UInt32.self))
        // Each text takes four bytes at least.
        guard count <= rest.count / 4 else { throw Self.malformed() }
        var texts: [String] = []
        for _ in 0..<count { texts.append(try text()) }
        return texts
    }

    mutating func json(_ limits: JSONLimits = JSONLimits()) throws(AssayError) -> Value {
        do throws(AssayError) {
            return try Value(json: try text(), limits: limits)
        } catch {
            throw Self.malformed()
        }
    }

    mutating func optional<T>(
        _ read: (inout PayloadReader) throws(AssayError) -> T
    ) throws(AssayError) -> T? {
        try flag() ? try read(&self) : nil
    }

    /// Everything that is left.
    mutating func remainder() -> [UInt8] {
        defer { rest = [] }
        return Array(rest)
    }

    /// Nothing may be left.
    func finish() throws(AssayError) {
        guard rest.isEmpty else { throw Self.malformed() }
    }

    static func malformed() -> AssayError {
        AssayError(.protocolError, "the worker process sent a frame that cannot be read")
    }
}
