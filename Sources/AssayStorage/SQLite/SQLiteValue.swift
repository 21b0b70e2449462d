/// A value in a column.
enum SQLiteValue: Sendable, Hashable {
    case null
    case integer(Int64)
    case real(Double)
    case text(String)
    case blob([UInt8])

    init(_ integer: Int) { self = .integer(Int64(integer)) }

    /// Seeds use all 64 bits; the pattern is kept, not the value.
    init(bits: UInt64) { self = .integer(Int64(bitPattern: bits)) }

    init(_ text: String?) { self = text.map(SQLiteValue.text) ?? .null }

    init(_ number: Double?) { self = number.map(SQLiteValue.real) ?? .null }

    init(_ integer: Int64?) { self = integer.map(SQLiteValue.integer) ?? .null }

    /// How many bytes it has, beside a number's.
    var count: Int {
        switch self {
        case .null, .integer, .real: 0
        case .text(let text): text.utf8.count
        case .blob(let bytes): bytes.count
        }
    }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var real: Double? { if case .real(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var blob: [UInt8]? { if case .blob(let value) = self { value } else { nil } }
}
