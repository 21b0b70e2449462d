internal import AssayCore
internal import CDW
internal import Synchronization

/// Finds the signatures of a library's functions in its debug information.
final class DebugSearch {
    private let wanted: [String: ELFFunction]
    private let byAddress: [UInt64: [String]]
    private let budget = DebugBudget(DebugBudget.search)
    private var found: [String: Candidate] = [:]

    /// How an entry stands to a symbol; the highest one wins.
    private enum Rank: Int {
        /// Another name of the same code.
        case alias
        /// A declaration, as headers have it.
        case declaration
        case definition
    }

    private struct Candidate {
        let rank: Rank
        /// `nil` when entries of that rank contradict each other.
        let function: NativeFunction?
    }

    private init(_ wanted: [String: ELFFunction]) {
        self.wanted = wanted
        byAddress = wanted.reduce(into: [:]) { places, symbol in
            if !symbol.value.isIndirect { places[symbol.value.address, default: []].append(symbol.key) }
        }
    }

    /// libdw says nothing about use from several threads.
    private static let lock = Mutex<Void>(())

    /// What the debug information of a library says about functions; `nil` when it has none.
    static func signatures(
        of symbols: [String: ELFFunction],
        in library: PluginFile
    ) -> (path: String, functions: [String: NativeFunction])? {
        lock.withLock { _ in
            guard let file = DebugFile.information(of: library) else { return nil }
            let search = DebugSearch(symbols)
            file.units { unit in
                unit.eachChild(search.budget) { search.visit($0, depth: 0) }
                return !search.budget.isSpent
            }
            return (file.path, search.found.compactMapValues(\.function))
        }
    }

    private func visit(_ entry: DebugEntry, depth: Int) -> Bool {
        switch entry.tag {
        case Int(DW_TAG_subprogram): consider(entry)
        case Int(DW_TAG_namespace) where depth < 16:
            entry.eachChild(budget) { visit($0, depth: depth + 1) }
        default: break
        }
        return true
    }

    private func consider(_ entry: DebugEntry) {
        let address = entry.address
        if let address, let symbols = byAddress[address] {
            let name = Self.symbol(of: entry)
            for symbol in symbols { add(entry, symbol, symbol == name ? .definition : .alias) }
            return
        }
        guard let name = Self.symbol(of: entry), let symbol = wanted[name], entry.flag(Int(DW_AT_external)) else {
            return
        }
        // A definition elsewhere is another function of that name, unless the symbol chooses among several.
        if address != nil, !symbol.isIndirect { return }
        let isDeclaration = entry.flag(Int(DW_AT_declaration))
        if isDeclaration, !entry.flag(Int(DW_AT_prototyped)) { return }
        add(entry, name, .declaration)
    }

    private static func symbol(of entry: DebugEntry) -> String? {
        entry.text(Int(DW_AT_linkage_name)) ?? entry.text(Int(DW_AT_MIPS_linkage_name)) ?? entry.name
    }

    private func add(_ entry: DebugEntry, _ symbol: String, _ rank: Rank) {
        if let known = found[symbol], known.rank.rawValue > rank.rawValue || known.rank == .definition { return }
        let types = DebugTypeReader(budget: DebugBudget(DebugBudget.function))
        let signature = types.function(entry)
        let function = types.budget.isSpent || entry.isIncomplete ? nil : signature
        guard let known = found[symbol], known.rank == rank else {
            found[symbol] = Candidate(rank: rank, function: function)
            return
        }
        // Equal code of different functions may be kept once; then nobody can tell which one is meant.
        let isSame = known.function?.types == function?.types && known.function?.isVariadic == function?.isVariadic
        if rank == .alias, !isSame { found[symbol] = Candidate(rank: rank, function: nil) }
    }
}
