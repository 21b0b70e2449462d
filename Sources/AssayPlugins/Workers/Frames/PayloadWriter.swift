/// Puts values into the payload of a frame.
struct PayloadWriter {
    var bytes: [UInt8] = []

    mutating func integer<T: FixedWidthInteger>(_ value: T) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func number(_ value: Double) { integer(value.bitPattern) }

    mutating func flag(_ value: Bool) { bytes.append(value ? 1 : 0) }

    mutating func text(_ value: String) {
        integer(UInt32(truncatingIfNeeded: value.utf8.count))
        bytes.append(contentsOf: value.utf8)
    }

    mutating func texts(_ values: [String]) {
        integer(UInt32(truncatingIfNeeded: values.count))
        for value in values { text(value) }
    }

    mutating func optional<T>(_ value: T?, _ write: (inout PayloadWriter, T) -> Void) {
        flag(value != nil)
        if let value { write(&self, value) }
    }
}
