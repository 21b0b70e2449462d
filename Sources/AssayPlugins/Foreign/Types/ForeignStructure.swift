/// A C struct: named fields in order, laid out by the rules of the platform's C compiler.
struct ForeignStructure: Sendable, Hashable {
    let name: String
    let fields: [Field]
    let size: Int
    let alignment: Int

    struct Field: Sendable, Hashable {
        let name: String
        let layout: ForeignLayout
        let offset: Int
    }

    static let sizeLimit = 64 << 10
    static let fieldLimit = 64
    static let depthLimit = 8

    /// Lays out fields; `nil` when the struct is larger than the limit.
    init?(name: String, fields: [(name: String, layout: ForeignLayout)]) {
        var end = 0
        var alignment = 1
        var placed: [Field] = []
        for field in fields {
            let offset = Self.round(end, up: field.layout.alignment)
            placed.append(Field(name: field.name, layout: field.layout, offset: offset))
            end = offset + field.layout.size
            alignment = max(alignment, field.layout.alignment)
            guard end <= Self.sizeLimit else { return nil }
        }
        self.name = name
        self.fields = placed
        self.size = Self.round(end, up: alignment)
        self.alignment = alignment
    }

    func field(_ name: String) -> Field? { fields.first { $0.name == name } }

    static func round(_ size: Int, up alignment: Int) -> Int { (size + alignment - 1) / alignment * alignment }
}
