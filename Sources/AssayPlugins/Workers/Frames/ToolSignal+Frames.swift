internal import AssayCore

extension ToolSignal {
    /// Puts the signal into a payload.
    func write(to writer: inout PayloadWriter) {
        switch self {
        case .progress(let fraction, let message):
            writer.integer(UInt8(0))
            writer.number(fraction)
            writer.text(message)
        case .warning(let message):
            writer.integer(UInt8(1))
            writer.text(message)
        case .usage(let usage):
            writer.integer(UInt8(2))
            usage.write(to: &writer)
        case .custom(let name, let data):
            writer.integer(UInt8(3))
            writer.text(name)
            writer.text(data.canonicalJSON)
        }
    }

    /// Reads a signal; it must be one that a plugin could have sent in this process.
    init(reading reader: inout PayloadReader) throws(AssayError) {
        switch try reader.integer(UInt8.self) {
        case 0:
            let fraction = try reader.number()
            guard fraction >= 0, fraction <= 1 else { throw PayloadReader.malformed() }
            self = .progress(fraction: fraction, message: CallText.sanitised(try reader.text().utf8))
        case 1: self = .warning(CallText.sanitised(try reader.text().utf8))
        case 2: self = .usage(try Usage(reading: &reader))
        case 3:
            let name = try reader.text()
            guard name.utf8.count <= 64, Self.isEventName(name) else { throw PayloadReader.malformed() }
            self = .custom(name: name, data: try reader.json())
        default: throw PayloadReader.malformed()
        }
    }

    private static func isEventName(_ name: String) -> Bool {
        !name.isEmpty
            && name.utf8.allSatisfy { byte in
                (0x61...0x7A).contains(byte | 0x20) || (0x30...0x39).contains(byte)
                    || [UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: ".")].contains(byte)
            }
    }
}

extension Usage {
    /// Puts the usage into a payload.
    func write(to writer: inout PayloadWriter) {
        writer.optional(tokens) { $0.integer($1) }
        writer.optional(costUSD) { $0.number($1) }
        writer.optional(timeMS) { $0.integer($1) }
    }

    /// Reads a usage, none of which may be negative or infinite.
    init(reading reader: inout PayloadReader) throws(AssayError) {
        self.init(
            tokens: try reader.optional { reader throws(AssayError) in try reader.integer(Int64.self) },
            costUSD: try reader.optional { reader throws(AssayError) in try reader.number() },
            timeMS: try reader.optional { reader throws(AssayError) in try reader.integer(Int64.self) }
        )
        let isPlausible = (tokens ?? 0) >= 0 && (timeMS ?? 0) >= 0 && (costUSD.map { $0 >= 0 && $0.isFinite } ?? true)
        guard isPlausible else { throw PayloadReader.malformed() }
    }
}
