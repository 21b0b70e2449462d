internal import AssayCore

/// Ties buffers to the parameters that say how long they are.
struct LengthResolver {
    var drafts: [ParameterDraft]
    var result: ForeignResult
    let resultLength: ParameterDraft.Reference?
    let resultNode: ManifestNode

    mutating func resolve() throws(AssayError) {
        for index in drafts.indices {
            switch drafts[index].parameter.kind {
            case .buffer(var buffer):
                if drafts[index].parameter.direction == .output {
                    try resolveRoom(of: &buffer, at: index)
                } else {
                    try resolveData(of: &buffer, at: index)
                }
                drafts[index].parameter.kind = .buffer(buffer)
            case .block(var block):
                block.length = try length(of: block, drafts[index].length, drafts[index].node)
                drafts[index].parameter.kind = .block(block)
            case .value, .null, .callback: break
            }
        }
        if case .block(var block) = result.kind {
            block.length = try length(of: block, resultLength, resultNode)
            result.kind = .block(block)
        }
        try checkCapacities()
    }
}

extension LengthResolver {
    /// A buffer that goes in: what the caller gives says how long it is.
    private mutating func resolveData(of buffer: inout ForeignBuffer, at index: Int) throws(AssayError) {
        let draft = drafts[index]
        let isBoth = draft.parameter.direction == .both
        switch draft.length {
        case nil:
            guard buffer.content == .text else {
                throw draft.node.failure("length is missing: a parameter or a number")
            }
        case .count(let count):
            guard buffer.content != .text else { throw draft.node.failure("text has no fixed length") }
            buffer.exactCount = try checked(count, buffer, draft.node)
        case .name(let name):
            let place = try integer(name, "length", draft.node)
            let parameter = drafts[place].parameter
            guard parameter.direction == .input || (isBoth && parameter.direction == .both) else {
                throw draft.node.failure("length: \(name) must go in, as the data does")
            }
            guard parameter.source == .count || parameter.source == .request(default: nil) else {
                throw draft.node.failure("length: \(name) is counted, so it has neither value nor default")
            }
            setCounted(place)
            buffer.counter = place
            if parameter.direction == .both { buffer.used = .parameter(place) }
        }
        guard let capacity = draft.capacity else { return }
        guard isBoth else { throw draft.node.failure("an in parameter has no capacity") }
        buffer.capacity = try room(capacity, buffer, draft.node)
    }

    /// A buffer that only comes out: a number or a parameter says how much room there is.
    private mutating func resolveRoom(of buffer: inout ForeignBuffer, at index: Int) throws(AssayError) {
        let draft = drafts[index]
        let fixed: Int? =
            if case .count(let count) = draft.capacity { try checked(count, buffer, draft.node) } else { nil }
        buffer.used = .capacity
        switch draft.length {
        case nil:
            guard let capacity = draft.capacity else { throw draft.node.failure("capacity is missing") }
            buffer.capacity = try room(capacity, buffer, draft.node)
        case .count(let count):
            guard draft.capacity == nil else {
                throw draft.node.failure("a fixed length is the capacity; leave it out")
            }
            buffer.capacity = .fixed(try checked(count, buffer, draft.node))
        case .name(let name) where name == result.name:
            guard result.integer != nil else { throw draft.node.failure("length: \(name) must be an integer") }
            guard let capacity = draft.capacity else { throw draft.node.failure("capacity is missing") }
            buffer.capacity = try room(capacity, buffer, draft.node)
            buffer.used = .result
        case .name(let name):
            try resolveRoom(of: &buffer, draft, lengthAt: integer(name, "length", draft.node), fixed: fixed)
        }
    }

    private mutating func resolveRoom(
        of buffer: inout ForeignBuffer,
        _ draft: ParameterDraft,
        lengthAt place: Int,
        fixed: Int?
    ) throws(AssayError) {
        let parameter = drafts[place].parameter
        drafts[place].parameter.isInAnswer = false
        if parameter.direction != .input { buffer.used = .parameter(place) }
        if parameter.direction == .output {
            guard let capacity = draft.capacity else { throw draft.node.failure("capacity is missing") }
            buffer.capacity = try room(capacity, buffer, draft.node)
            return
        }
        guard let fixed else {
            guard draft.capacity == nil else {
                throw draft.node.failure("\(parameter.name) says the capacity already; leave out the other one")
            }
            buffer.capacity = try room(.name(parameter.name), buffer, draft.node)
            return
        }
        guard parameter.source == .request(default: nil) else {
            throw draft.node.failure("\(parameter.name) is set to the capacity, so it has neither value nor default")
        }
        drafts[place].parameter.source = .constant(Value(fixed))
        try checkConstant(fixed, of: parameter, draft.node)
        buffer.capacity = .fixed(fixed)
    }

    private mutating func room(
        _ reference: ParameterDraft.Reference,
        _ buffer: ForeignBuffer,
        _ node: ManifestNode
    ) throws(AssayError) -> ForeignBuffer.Extent {
        switch reference {
        case .count(let count): return .fixed(try checked(count, buffer, node))
        case .name(let name):
            let place = try integer(name, "capacity", node)
            let parameter = drafts[place].parameter
            guard parameter.direction != .output else {
                throw node.failure("capacity: \(name) must be a number that goes in")
            }
            let limit = buffer.content.countLimit
            drafts[place].parameter.capacityLimit = min(parameter.capacityLimit ?? limit, limit)
            return .parameter(place)
        }
    }

    private mutating func length(
        of block: ForeignBlock,
        _ reference: ParameterDraft.Reference?,
        _ node: ManifestNode
    ) throws(AssayError) -> ForeignBlock.Length {
        switch (block.content, reference) {
        case (.text, nil): return .terminated
        case (_, nil): throw node.failure("length is missing: a parameter or a number")
        case (let content, .count(let count)):
            guard count <= content.countLimit else { throw Self.tooLong(content, node) }
            return .fixed(count)
        case (_, .name(let name)):
            let place = try integer(name, "length", node)
            drafts[place].parameter.isInAnswer = false
            return .parameter(place)
        }
    }
}

extension LengthResolver {
    private func integer(_ name: String, _ key: String, _ node: ManifestNode) throws(AssayError) -> Int {
        guard let place = drafts.firstIndex(where: { $0.parameter.name == name }) else {
            throw node.failure("\(key): there is no parameter \(ManifestNode.shown(name))")
        }
        guard drafts[place].parameter.integer != nil else { throw node.failure("\(key): \(name) must be an integer") }
        return place
    }

    private func checked(_ count: Int, _ buffer: ForeignBuffer, _ node: ManifestNode) throws(AssayError) -> Int {
        guard count <= buffer.content.countLimit else { throw Self.tooLong(buffer.content, node) }
        return count
    }

    private static func tooLong(_ content: ForeignContent, _ node: ManifestNode) -> AssayError {
        node.failure("is too large; the most is \(content.countLimit) elements")
    }

    private func checkConstant(_ count: Int, of parameter: ForeignParameter, _ node: ManifestNode) throws(AssayError) {
        guard let range = parameter.integer?.range, UInt64(count) <= range.upper else {
            throw node.failure("the capacity does not fit the type of \(parameter.name)")
        }
    }

    private func checkCapacities() throws(AssayError) {
        for draft in drafts {
            guard let limit = draft.parameter.capacityLimit else { continue }
            let given: Value? =
                switch draft.parameter.source {
                case .constant(let value): value
                case .request(let fallback): fallback
                case .count: nil
                }
            guard let given, given.int64.map({ (0...Int64(limit)).contains($0) }) != true else { continue }
            throw draft.node.failure("is a capacity, from 0 to \(limit) elements")
        }
    }

    private mutating func setCounted(_ place: Int) {
        drafts[place].parameter.source = .count
        drafts[place].parameter.isInAnswer = false
    }
}
