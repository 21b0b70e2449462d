internal import AssayCore

/// One program header: a stretch of the file and the address it is mapped to.
struct ELFSegment {
    let kind: UInt32
    let offset: UInt64
    let address: UInt64
    let size: UInt64

    static let load: UInt32 = 1
    static let dynamic: UInt32 = 2

    init(_ reader: ELFReader, at place: UInt64) throws(AssayError) {
        // The whole header must lie in the file before its parts are added up.
        guard place < UInt64(Int64.max) else { throw reader.damaged("the program headers lie outside the file") }
        kind = try reader.integer(UInt32.self, at: place)
        offset = try reader.integer(UInt64.self, at: place + 8)
        address = try reader.integer(UInt64.self, at: place + 16)
        size = try reader.integer(UInt64.self, at: place + 32)
    }

    /// Where in the file an address lies; `nil` outside this segment.
    func fileOffset(of target: UInt64) -> UInt64? {
        guard target >= address, target - address < size else { return nil }
        let (place, overflow) = offset.addingReportingOverflow(target - address)
        return overflow ? nil : place
    }
}
