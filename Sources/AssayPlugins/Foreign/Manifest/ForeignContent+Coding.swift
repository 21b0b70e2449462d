internal import AssayCore

extension ForeignContent {
    /// The bytes of a value, without the zero byte that ends text.
    func encode(_ value: Value) throws(Misfit) -> [UInt8] {
        switch self {
        case .text:
            guard let text = value.string else { throw Misfit("must be a string") }
            return try Self.within(Self.byteLimit, Self.withoutZero(Array(text.utf8)))
        case .bytes:
            guard let text = value.string else { throw Misfit("must be a string of base64") }
            guard text.utf8.count <= Base64.encodedCount(Self.byteLimit) else { throw Self.tooLarge(Self.byteLimit) }
            guard let bytes = Base64.decode(text) else {
                throw Misfit("must be base64 with padding and without line breaks")
            }
            return try Self.within(Self.byteLimit, bytes)
        case .array(let layout):
            return try encode(value, layout)
        }
    }

    /// The value of so many elements.
    func decode(_ memory: UnsafeRawBufferPointer) throws(Misfit) -> Value {
        switch self {
        case .text:
            guard let text = String(validating: memory, as: UTF8.self) else { throw Misfit("is not UTF-8") }
            return .string(text)
        case .bytes:
            return .string(Base64.encode(memory))
        case .array(let layout):
            guard let start = memory.baseAddress else { return .array([]) }
            var elements: [Value] = []
            elements.reserveCapacity(memory.count / layout.size)
            for (index, offset) in stride(from: 0, to: memory.count, by: layout.size).enumerated() {
                do throws(Misfit) {
                    elements.append(try layout.read(start + offset))
                } catch {
                    throw error.inside("[\(index)]")
                }
            }
            return .array(elements)
        }
    }

    private func encode(_ value: Value, _ layout: ForeignLayout) throws(Misfit) -> [UInt8] {
        guard let elements = value.array else { throw Misfit("must be a list") }
        guard elements.count <= countLimit else { throw Misfit("must have at most \(countLimit) elements") }
        var bytes = [UInt8](repeating: 0, count: elements.count * layout.size)
        let problem = bytes.withUnsafeMutableBytes { memory in
            memory.baseAddress.flatMap { Self.write(elements, layout, to: $0) }
        }
        if let problem { throw problem }
        return bytes
    }

    private static func write(
        _ elements: [Value],
        _ layout: ForeignLayout,
        to start: UnsafeMutableRawPointer
    ) -> Misfit? {
        for (index, element) in elements.enumerated() {
            do throws(Misfit) {
                try layout.write(element, to: start + index * layout.size)
            } catch {
                return error.inside("[\(index)]")
            }
        }
        return nil
    }

    private static func withoutZero(_ bytes: [UInt8]) throws(Misfit) -> [UInt8] {
        guard !bytes.contains(0) else { throw Misfit("must not hold a zero byte, which would end it for the library") }
        return bytes
    }

    private static func within(_ limit: Int, _ bytes: [UInt8]) throws(Misfit) -> [UInt8] {
        guard bytes.count <= limit else { throw tooLarge(limit) }
        return bytes
    }

    private static func tooLarge(_ limit: Int) -> Misfit { Misfit("must have at most \(limit) bytes") }
}
