internal import CDW

/// One entry of debug information (a DIE): a tag, attributes and children.
///
/// It is valid as long as the file it was read from is open.
struct DebugEntry {
    private let die: Dwarf_Die

    init(_ die: Dwarf_Die) { self.die = die }

    var tag: Int {
        var die = die
        return Int(DebugLibrary.functions.dwarf_tag(&die))
    }

    /// Where the entry lies, which tells entries of one file apart.
    var offset: UInt64 {
        var die = die
        return DebugLibrary.functions.dwarf_dieoffset(&die)
    }

    var name: String? { text(DW_AT_name) }

    /// The size of a type in bytes, through typedefs and arrays.
    var size: Int? {
        var die = die
        var size: Dwarf_Word = 0
        guard DebugLibrary.functions.dwarf_aggregate_size(&die, &size) == 0 else { return nil }
        return Int(exactly: size)
    }

    /// Where the code of a function starts.
    var address: UInt64? {
        var die = die
        var address: Dwarf_Addr = 0
        if DebugLibrary.functions.dwarf_entrypc(&die, &address) == 0 { return address }
        var (base, start, end): (Dwarf_Addr, Dwarf_Addr, Dwarf_Addr) = (0, 0, 0)
        return DebugLibrary.functions.dwarf_ranges(&die, 0, &base, &start, &end) > 0 ? start : nil
    }
}

extension DebugEntry {
    func has(_ attribute: Int) -> Bool { find(attribute) != nil }

    func text(_ attribute: Int) -> String? {
        guard var found = find(attribute), let text = DebugLibrary.functions.dwarf_formstring(&found) else {
            return nil
        }
        return String(cString: text)
    }

    func unsigned(_ attribute: Int) -> UInt64? {
        guard var found = find(attribute) else { return nil }
        var value: Dwarf_Word = 0
        return DebugLibrary.functions.dwarf_formudata(&found, &value) == 0 ? value : nil
    }

    func flag(_ attribute: Int) -> Bool {
        guard var found = find(attribute) else { return false }
        var value = false
        return DebugLibrary.functions.dwarf_formflag(&found, &value) == 0 && value
    }

    /// The entry that an attribute leads to.
    func entry(_ attribute: Int) -> DebugEntry? {
        guard var found = find(attribute) else { return nil }
        var target = Dwarf_Die()
        return DebugLibrary.functions.dwarf_formref_die(&found, &target) == nil ? nil : DebugEntry(target)
    }

    /// Whether it goes on in an entry of a file that is not here.
    var isIncomplete: Bool {
        [DW_AT_abstract_origin, DW_AT_specification].map { Int($0) }.contains { has($0) && entry($0) == nil }
    }

    /// An attribute of this entry, or of the declaration it belongs to.
    private func find(_ attribute: Int) -> Dwarf_Attribute? {
        var die = die
        var found = Dwarf_Attribute()
        guard let code = UInt32(exactly: attribute) else { return nil }
        return DebugLibrary.functions.dwarf_attr_integrate(&die, code, &found) == nil ? nil : found
    }
}

extension DebugEntry {
    /// Hands out the children until the body has seen enough or the budget is spent.
    func eachChild(_ budget: DebugBudget, _ body: (DebugEntry) -> Bool) {
        var die = die
        var child = Dwarf_Die()
        guard DebugLibrary.functions.dwarf_child(&die, &child) == 0 else { return }
        // Damaged information may go round in circles.
        while budget.spend(), body(DebugEntry(child)) {
            var next = Dwarf_Die()
            guard DebugLibrary.functions.dwarf_siblingof(&child, &next) == 0 else { return }
            child = next
        }
    }
}
