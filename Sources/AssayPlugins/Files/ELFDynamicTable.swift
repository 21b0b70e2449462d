internal import AssayCore

/// The table the dynamic loader works from: needed libraries, strings and symbols.
struct ELFDynamicTable {
    private let reader: ELFReader
    private let segments: [ELFSegment]
    private var values: [UInt64: UInt64] = [:]
    private var needed: [UInt64] = []

    init(_ reader: ELFReader) throws(AssayError) {
        self.reader = reader
        segments = try reader.segments()
        guard let table = segments.first(where: { $0.kind == ELFSegment.dynamic }) else {
            throw reader.unfit("has no dynamic table")
        }
        for index in 0..<min(table.size / 16, Self.entryLimit) {
            let (place, overflow) = table.offset.addingReportingOverflow(index * 16)
            guard !overflow, place < UInt64(Int64.max) else {
                throw reader.damaged("the dynamic table lies outside the file")
            }
            let tag = try reader.integer(UInt64.self, at: place)
            let value = try reader.integer(UInt64.self, at: place + 8)
            if tag == 0 { return }
            if tag == Tag.needed { needed.append(value) } else { values[tag] = value }
        }
    }

    /// The names of the libraries it asks for.
    func neededLibraries() throws(AssayError) -> [String] {
        guard needed.count <= Self.neededLimit else {
            throw reader.damaged("it needs over \(Self.neededLimit) libraries")
        }
        guard !needed.isEmpty else { return [] }
        let strings = try stringTable()
        var names: [String] = []
        for offset in needed {
            guard offset < strings.upperBound - strings.lowerBound else {
                throw reader.damaged("a name lies outside the string table")
            }
            names.append(try reader.text(at: strings.lowerBound + offset, before: strings.upperBound))
        }
        return names
    }

    /// Whether other images can see a defined function of that name.
    func exportsFunction(named name: String) throws(AssayError) -> Bool {
        var isFound = false
        try eachFunction { function, start, end in
            isFound = !function.isIndirect && reader.hasText(name, at: start, before: end)
            return !isFound
        }
        return isFound
    }

    /// The defined functions that other images can see under the name alone, without a version.
    func functions() throws(AssayError) -> [String: ELFFunction] {
        var functions: [String: ELFFunction] = [:]
        var problem: AssayError?
        try eachFunction { function, start, end in
            do throws(AssayError) {
                functions[try reader.text(at: start, before: end)] = function
            } catch {
                problem = error
            }
            return problem == nil
        }
        if let problem { throw problem }
        return functions
    }

    /// Hands out each function with the place of its name, until the body has seen enough.
    private func eachFunction(
        _ body: (ELFFunction, _ name: UInt64, _ end: UInt64) -> Bool
    ) throws(AssayError) {
        guard values[Tag.symbols] != nil else { return }
        let symbols = try offset(Tag.symbols, "symbol table")
        let versions = values[Tag.versions] == nil ? nil : try offset(Tag.versions, "version table")
        let strings = try stringTable()
        for index in 1..<max(try symbolCount(), 1) {
            let place = symbols + index * 24
            let information = try reader.integer(UInt8.self, at: place + 4)
            let visibility = try reader.integer(UInt8.self, at: place + 5) & 3
            let section = try reader.integer(UInt16.self, at: place + 6)
            let kind = information & 15
            let isGlobalOrWeak = information >> 4 == 1 || information >> 4 == 2
            let isVisible = visibility == 0 || visibility == 3
            guard kind == 2 || kind == 10, isGlobalOrWeak, isVisible, section != 0 else { continue }
            // The highest bit marks versions that only programs linked long ago get.
            if let versions, try reader.integer(UInt16.self, at: versions + index * 2) & 0x8000 != 0 { continue }
            let function = ELFFunction(
                address: try reader.integer(UInt64.self, at: place + 8),
                isIndirect: kind == 10
            )
            let start = strings.lowerBound + UInt64(try reader.integer(UInt32.self, at: place))
            guard body(function, start, strings.upperBound) else { return }
        }
    }
}

extension ELFDynamicTable {
    private enum Tag {
        static let needed: UInt64 = 1
        static let hash: UInt64 = 4
        static let strings: UInt64 = 5
        static let symbols: UInt64 = 6
        static let stringsSize: UInt64 = 10
        static let gnuHash: UInt64 = 0x6FFF_FEF5
        static let versions: UInt64 = 0x6FFF_FFF0
    }

    private static let entryLimit: UInt64 = 65_536
    private static let neededLimit = 1024

    private func offset(_ tag: UInt64, _ name: String) throws(AssayError) -> UInt64 {
        guard let address = values[tag] else { throw reader.damaged("it has no \(name)") }
        for segment in segments where segment.kind == ELFSegment.load {
            // Offsets that fit a file of the permitted size leave room for sums without overflow.
            if let place = segment.fileOffset(of: address), place < UInt64(reader.bytes.count) { return place }
        }
        throw reader.damaged("its \(name) lies outside the file")
    }

    private func stringTable() throws(AssayError) -> Range<UInt64> {
        let start = try offset(Tag.strings, "string table")
        let size = values[Tag.stringsSize] ?? 0
        guard size <= UInt64(reader.bytes.count) - start else {
            throw reader.damaged("its string table ends after the end of the file")
        }
        return start..<(start + size)
    }

    /// The symbol table does not know its own length; the hash table over it does.
    private func symbolCount() throws(AssayError) -> UInt64 {
        let count = values[Tag.hash] != nil ? try plainHashCount() : try gnuHashCount()
        guard count <= UInt64(reader.bytes.count) / 24 else {
            throw reader.damaged("its symbol table ends after the end of the file")
        }
        return count
    }

    private func plainHashCount() throws(AssayError) -> UInt64 {
        UInt64(try reader.integer(UInt32.self, at: try offset(Tag.hash, "symbol hash table") + 4))
    }

    /// The highest symbol a bucket starts at, then to the end of its chain, which an odd hash marks.
    private func gnuHashCount() throws(AssayError) -> UInt64 {
        let table = try offset(Tag.gnuHash, "symbol hash table")
        let buckets = UInt64(try reader.integer(UInt32.self, at: table))
        let first = UInt64(try reader.integer(UInt32.self, at: table + 4))
        let filter = UInt64(try reader.integer(UInt32.self, at: table + 8))
        let bucketsStart = table + 16 + filter * 8
        guard buckets <= UInt64(reader.bytes.count) / 4 else {
            throw reader.damaged("its symbol hash table is too long")
        }
        var last: UInt64 = 0
        for bucket in 0..<buckets {
            last = max(last, UInt64(try reader.integer(UInt32.self, at: bucketsStart + bucket * 4)))
        }
        guard last >= first else { return first }
        let chains = bucketsStart + buckets * 4
        while try reader.integer(UInt32.self, at: chains + (last - first) * 4) & 1 == 0 { last += 1 }
        return last + 1
    }
}
