/// Which parts of a value valid schemas have looked at, for `unevaluatedItems` and `unevaluatedProperties`.
struct Evaluated {
    /// The first items, up to here.
    private var prefix = 0
    /// Single items, as `contains` finds them.
    private var items: Set<Int> = []
    private var hasAllItems = false
    /// Members by their place in the object; empty while none is marked.
    private var members: [Bool] = []
    private var hasAllMembers = false

    func hasItem(_ index: Int) -> Bool { hasAllItems || index < prefix || items.contains(index) }

    func hasMember(_ index: Int) -> Bool { hasAllMembers || (index < members.count && members[index]) }

    mutating func addItem(_ index: Int) { items.insert(index) }

    mutating func addItems(upTo count: Int) { prefix = max(prefix, count) }

    mutating func addAllItems() { hasAllItems = true }

    mutating func addMember(_ index: Int, of count: Int) {
        if members.isEmpty { members = [Bool](repeating: false, count: count) }
        members[index] = true
    }

    mutating func addAllMembers() { hasAllMembers = true }

    /// Adds what another schema has looked at in the same value.
    mutating func merge(_ other: Evaluated) {
        prefix = max(prefix, other.prefix)
        items.formUnion(other.items)
        hasAllItems = hasAllItems || other.hasAllItems
        hasAllMembers = hasAllMembers || other.hasAllMembers
        guard !other.members.isEmpty else { return }
        guard !members.isEmpty else { return members = other.members }
        for index in other.members.indices where other.members[index] { members[index] = true }
    }
}
