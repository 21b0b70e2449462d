/// A struct of a draft.
struct DraftStructure: Sendable, Hashable {
    let name: String
    let native: NativeStructure
    let fields: [Field]

    struct Field: Sendable, Hashable {
        let name: String
        let type: String
    }
}
