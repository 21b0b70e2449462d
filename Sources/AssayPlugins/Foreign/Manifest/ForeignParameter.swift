internal import AssayCore

/// One parameter of a foreign function, checked.
struct ForeignParameter: Sendable, Hashable {
    let name: String
    let description: String
    let direction: Direction
    let limits: ForeignLimits?
    var kind: Kind
    /// Where the value comes from that goes in.
    var source: Source
    /// Whether what comes out is part of the answer; lengths show in what they measure.
    var isInAnswer: Bool
    /// The most a parameter may be that says how large a buffer is.
    var capacityLimit: Int?

    enum Direction: String, CaseIterable, Sendable {
        case input = "in"
        case output = "out"
        case both = "inout"
    }

    enum Kind: Sendable, Hashable {
        /// A scalar or struct, by value or behind a pointer.
        case value(ForeignLayout, isPointer: Bool)
        /// Memory that the caller provides.
        case buffer(ForeignBuffer)
        /// A pointer that the function stores, to memory of the library.
        case block(ForeignBlock)
        /// A pointer that is always null.
        case null
        case callback(ForeignCallback)
    }

    enum Source: Sendable, Hashable {
        case request(default: Value?)
        case constant(Value)
        /// The number of elements in the buffers that name this parameter.
        case count
    }

    /// The integer type, if this is an integer.
    var integer: ForeignScalar? {
        guard case .value(.scalar(let scalar), _) = kind, scalar.isInteger else { return nil }
        return scalar
    }

    /// The bytes that are passed by value.
    var valueSize: Int {
        guard case .value(let layout, isPointer: false) = kind else { return MemoryLayout<UInt>.size }
        return layout.size
    }

    /// Whether callers give a value.
    var isRequested: Bool {
        guard case .request = source, direction != .output else { return false }
        switch kind {
        case .value, .buffer: return true
        case .block, .null, .callback: return false
        }
    }

    /// Whether the answer has a member for this parameter.
    var isAnswered: Bool { direction != .input && isInAnswer }
}
