/// One function of a draft.
struct DraftFunction: Sendable, Hashable {
    let name: String
    let symbol: String
    /// What a person should know or decide about the whole function.
    var notes: [String] = []
    var parameters: [DraftSlot] = []
    var result: DraftSlot?
    var fixedCount: Int?

    var isComplete: Bool { (parameters + [result].compactMap(\.self)).allSatisfy { !$0.isOpen } }
}
