internal import AssayCore

extension ForeignScalar {
    /// Writes a value as C holds it.
    func write(_ value: Value, to place: UnsafeMutableRawPointer) throws(Misfit) {
        switch self {
        case .f32, .f64: try writeNumber(value, to: place)
        case .bool:
            guard let value = value.bool else { throw Misfit("must be true or false") }
            place.storeBytes(of: value ? 1 : 0, as: UInt8.self)
        default: try writeInteger(value, to: place)
        }
    }

    /// Reads what C left in memory.
    func read(_ place: UnsafeRawPointer) throws(Misfit) -> Value {
        switch self {
        case .f32: try Self.finite(Double(place.loadUnaligned(as: Float.self)))
        case .f64: try Self.finite(place.loadUnaligned(as: Double.self))
        case .bool: .bool(place.load(as: UInt8.self) != 0)
        default: isSigned ? .integer(readSigned(place)) : Value(readUnsigned(place))
        }
    }

    /// Reads a returned value, which libffi widens to a machine word when it is a smaller integer.
    func readResult(_ place: UnsafeRawPointer) throws(Misfit) -> Value {
        guard size < 8, self != .f32 else { return try read(place) }
        var word = place.load(as: UInt64.self)
        if self == .bool { return .bool(UInt8(truncatingIfNeeded: word) != 0) }
        let unused = UInt64(64 - size * 8)
        word <<= unused
        return isSigned ? .integer(Int64(bitPattern: word) >> Int64(unused)) : Value(word >> unused)
    }

    /// Writes what a callback returns, widened as libffi wants it.
    func writeResult(_ value: Value, to place: UnsafeMutableRawPointer) throws(Misfit) {
        try write(value, to: place)
        guard size < 8, self != .f32 else { return }
        place.storeBytes(of: isSigned ? UInt64(bitPattern: readSigned(place)) : readUnsigned(place), as: UInt64.self)
    }
}

extension ForeignScalar {
    private func writeNumber(_ value: Value, to place: UnsafeMutableRawPointer) throws(Misfit) {
        guard let number = value.double else { throw Misfit("must be a number") }
        if self == .f64 { return place.storeBytes(of: number, as: Double.self) }
        guard abs(number) <= Double(Float.greatestFiniteMagnitude) else { throw Misfit("must fit a 32-bit float") }
        place.storeBytes(of: Float(number), as: Float.self)
    }

    private func writeInteger(_ value: Value, to place: UnsafeMutableRawPointer) throws(Misfit) {
        guard let range else { return }
        guard let bits = value.uint64 ?? value.int64.map(UInt64.init(bitPattern:)), fits(value, range) else {
            throw Misfit("must be an integer from \(range.lower) to \(range.upper)")
        }
        switch size {
        case 1: place.storeBytes(of: UInt8(truncatingIfNeeded: bits), as: UInt8.self)
        case 2: place.storeBytes(of: UInt16(truncatingIfNeeded: bits), as: UInt16.self)
        case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
        default: place.storeBytes(of: bits, as: UInt64.self)
        }
    }

    private func fits(_ value: Value, _ range: (lower: Int64, upper: UInt64)) -> Bool {
        if let value = value.uint64 { return value <= range.upper }
        return value.int64.map { $0 >= range.lower } ?? false
    }

    private func readSigned(_ place: UnsafeRawPointer) -> Int64 {
        switch size {
        case 1: Int64(place.loadUnaligned(as: Int8.self))
        case 2: Int64(place.loadUnaligned(as: Int16.self))
        case 4: Int64(place.loadUnaligned(as: Int32.self))
        default: place.loadUnaligned(as: Int64.self)
        }
    }

    private func readUnsigned(_ place: UnsafeRawPointer) -> UInt64 {
        switch size {
        case 1: UInt64(place.loadUnaligned(as: UInt8.self))
        case 2: UInt64(place.loadUnaligned(as: UInt16.self))
        case 4: UInt64(place.loadUnaligned(as: UInt32.self))
        default: place.loadUnaligned(as: UInt64.self)
        }
    }

    /// Which of two values comes first: negative for the left one, positive for the right one.
    func order(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer) -> Int32 {
        switch self {
        case .f32: Self.sign(left.loadUnaligned(as: Float.self), right.loadUnaligned(as: Float.self))
        case .f64: Self.sign(left.loadUnaligned(as: Double.self), right.loadUnaligned(as: Double.self))
        default:
            isSigned
                ? Self.sign(readSigned(left), readSigned(right)) : Self.sign(readUnsigned(left), readUnsigned(right))
        }
    }

    private static func sign<T: Comparable>(_ left: T, _ right: T) -> Int32 { left < right ? -1 : left > right ? 1 : 0 }

    private static func finite(_ number: Double) throws(Misfit) -> Value {
        if number.isNaN { throw Misfit("is NaN, which JSON does not have") }
        guard let value = Value(finite: number) else {
            throw Misfit("is \(number < 0 ? "minus " : "")infinity, which JSON does not have")
        }
        return value
    }
}
