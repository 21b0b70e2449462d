internal import AssayCore

extension ForeignCall {
    /// Encodes what goes into buffers and counts its elements.
    func encodeData() throws(AssayError) {
        for (index, parameter) in parameters.enumerated() {
            guard case .buffer(let buffer) = parameter.kind, parameter.direction != .output else { continue }
            let value = try given(parameter)
            if case .null = value, buffer.isNullable {
                try count(0, index, parameter)
                continue
            }
            let bytes = try checking(parameter) { () throws(Misfit) in try buffer.content.encode(value) }
            let count = bytes.count / buffer.content.elementSize
            if let exact = buffer.exactCount, count != exact {
                throw invalid(parameter, "must have exactly \(exact) elements")
            }
            data[index] = bytes
            try self.count(count, index, parameter)
        }
    }

    /// Makes room for every buffer.
    func placeBuffers() throws(AssayError) {
        for (index, parameter) in parameters.enumerated() {
            guard case .buffer(let buffer) = parameter.kind else { continue }
            let bytes = data[index]
            if bytes == nil, parameter.direction != .output { continue }
            let count = (bytes?.count ?? 0) / buffer.content.elementSize
            // Text needs room for the zero byte that ends it.
            let needed = buffer.content == .text && bytes != nil ? count + 1 : count
            let capacity = try capacity(of: buffer, needed: needed)
            guard capacity >= needed else { throw invalid(parameter, "does not fit the capacity of its buffer") }
            let place = try memory.allocate(capacity * buffer.content.elementSize, for: parameter.name)
            bytes?.withUnsafeBytes {
                if let start = $0.baseAddress { place.copyMemory(from: start, byteCount: $0.count) }
            }
            pointees[index] = place
            buffers[index] = (count, capacity)
        }
    }

    /// Writes the arguments as C takes them.
    func placeArguments() throws(AssayError) {
        for (index, parameter) in parameters.enumerated() {
            let place = frame + plan.offsets[index]
            switch parameter.kind {
            case .value(let layout, isPointer: false):
                try write(layout, parameter, index, to: place)
                continue
            case .value(let layout, isPointer: true):
                let cell = try memory.allocate(layout.size, for: parameter.name)
                if parameter.direction != .output { try write(layout, parameter, index, to: cell) }
                pointees[index] = cell
            case .block:
                pointees[index] = try memory.allocate(MemoryLayout<UInt>.size, for: parameter.name)
            case .callback(let callback):
                pointees[index] = try closure(callback, parameter, index).code
            case .buffer, .null: break
            }
            place.storeBytes(of: UInt(bitPattern: pointees[index]), as: UInt.self)
        }
    }
}

extension ForeignCall {
    func invalid(_ parameter: ForeignParameter, _ what: String) -> AssayError {
        AssayError(.invalidRequest, "\(parameter.name) \(what)")
    }

    /// What goes in for a parameter: the caller's value, the default or the constant.
    private func given(_ parameter: ForeignParameter) throws(AssayError) -> Value {
        switch parameter.source {
        case .constant(let value): return value
        case .request(let fallback):
            guard let value = call.request[parameter.name] ?? fallback else { throw invalid(parameter, "is missing") }
            return value
        case .count: throw invalid(parameter, "is counted and cannot be given")
        }
    }

    private func write(
        _ layout: ForeignLayout,
        _ parameter: ForeignParameter,
        _ index: Int,
        to place: UnsafeMutableRawPointer
    ) throws(AssayError) {
        let value = parameter.source == .count ? Value(counts[index] ?? 0) : try given(parameter)
        try checking(parameter) { () throws(Misfit) in
            try layout.write(value, to: place)
            try parameter.limits?.check(value)
        }
    }

    /// Remembers how long a buffer is, for the parameter that says so.
    private func count(_ count: Int, _ index: Int, _ parameter: ForeignParameter) throws(AssayError) {
        guard case .buffer(let buffer) = parameter.kind, let place = buffer.counter else { return }
        if let known = counts[place], known != count {
            throw invalid(
                parameter,
                "must have as many elements as the other lists that \(parameters[place].name) counts"
            )
        }
        counts[place] = count
    }

    private func capacity(of buffer: ForeignBuffer, needed: Int) throws(AssayError) -> Int {
        switch buffer.capacity {
        case .fixed(let count): return count
        case .parameter(let place):
            let parameter = parameters[place]
            if parameter.source == .count { return counts[place] ?? 0 }
            let limit = parameter.capacityLimit ?? buffer.content.countLimit
            guard let count = try given(parameter).int64, (0...Int64(limit)).contains(count) else {
                throw invalid(parameter, "must be an integer from 0 to \(limit)")
            }
            return Int(count)
        case .data, .result, .capacity: return needed
        }
    }

    private func closure(
        _ callback: ForeignCallback,
        _ parameter: ForeignParameter,
        _ index: Int
    ) throws(AssayError) -> ForeignClosure {
        guard let interface = plan.callbacks[index] else {
            throw AssayError(.toolFailed, "the callback \(parameter.name) was not prepared")
        }
        let session = CallbackSession(callback, name: parameter.name, call: call, callTool: plan.callTool)
        let closure = try ForeignClosure(interface, session)
        closures.append(closure)
        return closure
    }

    private func checking<R>(
        _ parameter: ForeignParameter,
        _ body: () throws(Misfit) -> R
    ) throws(AssayError) -> R {
        do throws(Misfit) {
            return try body()
        } catch {
            throw AssayError(.invalidRequest, error.inside(parameter.name).description)
        }
    }
}
