internal import AssayCore

/// What a call left behind in its worker.
struct WorkerHealth: Equatable {
    /// What is not as it was before the first call.
    var changes: Changes = []
    /// Memory in use, in bytes; 0 where it was not looked up.
    var resident: UInt64 = 0

    struct Changes: OptionSet {
        let rawValue: UInt32

        static let directory = Changes(rawValue: 1)
        static let signals = Changes(rawValue: 2)
        static let threads = Changes(rawValue: 4)
        static let descriptors = Changes(rawValue: 8)
        static let environment = Changes(rawValue: 16)
        static let locale = Changes(rawValue: 32)
        static let floatingPoint = Changes(rawValue: 64)
        static let mask = Changes(rawValue: 128)

        /// What changed, in words.
        var names: [String] {
            let all: [(Changes, String)] = [
                (.directory, "directory"), (.signals, "signals"), (.threads, "threads"), (.descriptors, "descriptors"),
                (.environment, "environment"), (.locale, "locale"), (.floatingPoint, "floating_point"),
                (.mask, "signal_mask"),
            ]
            return all.filter { contains($0.0) }.map(\.1)
        }
    }

    func write(to writer: inout PayloadWriter) {
        writer.integer(changes.rawValue)
        writer.integer(resident)
    }

    init() {}

    init(reading reader: inout PayloadReader) throws(AssayError) {
        changes = Changes(rawValue: try reader.integer(UInt32.self))
        resident = try reader.integer(UInt64.self)
    }
}
