internal import AssayCore

/// A function that the library calls back.
struct ForeignCallback: Sendable, Hashable {
    let parameters: [Parameter]
    let result: ForeignScalar?
    let action: Action

    struct Parameter: Sendable, Hashable {
        let name: String
        let kind: Kind
    }

    enum Kind: Sendable, Hashable {
        case value(ForeignLayout)
        /// A pointer to one element.
        case element(ForeignLayout)
        case text
        /// A pointer that nobody looks at.
        case ignored
    }

    enum Action: Sendable, Hashable {
        /// Says which of two elements comes first, by itself or by a number in it.
        case compare(key: Key, isAscending: Bool)
        /// Asks a tool and returns a member of its answer.
        case tool(name: String, member: String?)
    }

    struct Key: Sendable, Hashable {
        let scalar: ForeignScalar
        let offset: Int
    }

    static let parameterLimit = 16
}
