internal import AssayCore

extension ForeignCall {
    /// What the function returned and what came out of its parameters.
    func answer() throws(AssayError) -> Value {
        var members = Object()
        for (index, parameter) in parameters.enumerated() where parameter.isAnswered {
            members[parameter.name] = try reading(parameter.name) { () throws(Misfit) in
                try value(of: parameter, index)
            }
        }
        if let name = function.result.name {
            members[name] = try reading(name) { () throws(Misfit) in try resultValue() }
        }
        return .object(members)
    }

    /// Hands memory back to the library where the manifest says that it wants that.
    func releaseBlocks() {
        if case .block(let block) = function.result.kind { release(block, stored: result) }
        for (index, parameter) in parameters.enumerated() {
            if case .block(let block) = parameter.kind, let cell = pointees[index] { release(block, stored: cell) }
        }
    }

    private func release(_ block: ForeignBlock, stored cell: UnsafeMutableRawPointer) {
        guard let symbol = block.release, let address = plan.releases[symbol],
            let memory = cell.load(as: UnsafeMutableRawPointer?.self),
            let function = UnsafeRawPointer(bitPattern: address)
        else { return }
        unsafeBitCast(function, to: (@convention(c) (UnsafeMutableRawPointer) -> Void).self)(memory)
    }
}

extension ForeignCall {
    private func value(of parameter: ForeignParameter, _ index: Int) throws(Misfit) -> Value {
        guard let place = pointees[index] else { return .null }
        switch parameter.kind {
        case .value(let layout, _): return try layout.read(place)
        case .block(let block): return try value(of: block, stored: place)
        case .buffer(let buffer): return try value(of: buffer, index, place)
        case .null, .callback: return .null
        }
    }

    private func resultValue() throws(Misfit) -> Value {
        switch function.result.kind {
        case .nothing: .null
        case .value(let layout): try layout.readResult(result)
        case .block(let block): try value(of: block, stored: result)
        }
    }

    private func value(of block: ForeignBlock, stored cell: UnsafeMutableRawPointer) throws(Misfit) -> Value {
        guard let start = cell.load(as: UnsafeRawPointer?.self) else {
            if block.isNullable { return .null }
            throw Misfit("is null; a manifest allows that with nullable: true")
        }
        let count: Int
        switch block.length {
        case .terminated: return try CText.read(start)
        case .fixed(let number): count = number
        case .parameter(let place): count = try number(at: place, limit: block.content.countLimit)
        }
        return try block.content.decode(UnsafeRawBufferPointer(start: start, count: count * block.content.elementSize))
    }

    private func value(
        of buffer: ForeignBuffer,
        _ index: Int,
        _ place: UnsafeMutableRawPointer
    ) throws(Misfit) -> Value {
        let (given, capacity) = buffers[index] ?? (0, 0)
        let count: Int
        switch buffer.used {
        case .capacity, .data:
            if buffer.content == .text { return try CText.read(place, size: capacity) }
            count = buffer.used == .data ? given : capacity
        case .fixed(let number): count = number
        case .parameter(let length): count = try number(at: length, limit: capacity)
        case .result:
            guard let returned = try? function.result.integer?.readResult(result) else { throw Misfit("has no length") }
            count = try Self.number(returned, limit: capacity)
        }
        return try buffer.content.decode(
            UnsafeRawBufferPointer(start: place, count: count * buffer.content.elementSize)
        )
    }

    /// What an integer parameter says after the call.
    private func number(at index: Int, limit: Int) throws(Misfit) -> Int {
        let place = pointees[index] ?? frame + plan.offsets[index]
        guard let value = try parameters[index].integer?.read(place) else { throw Misfit("has no length") }
        return try Self.number(value, limit: limit)
    }

    private static func number(_ value: Value, limit: Int) throws(Misfit) -> Int {
        guard let number = value.uint64, number <= UInt64(limit) else {
            throw Misfit("has a length, as the library says, that is not from 0 to \(limit)")
        }
        return Int(number)
    }

    private func reading(_ name: String, _ body: () throws(Misfit) -> Value) throws(AssayError) -> Value {
        do throws(Misfit) {
            return try body()
        } catch {
            throw AssayError(.badOutput, error.inside(name).description)
        }
    }
}
