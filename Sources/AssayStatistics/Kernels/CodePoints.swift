/// Texts as Unicode scalars, or as numbers that stand for their characters, one after another.
struct CodePoints {
    private(set) var scalars: [UInt32] = []
    private(set) var offsets: [Int] = [0]

    init(_ texts: [String]) {
        offsets.reserveCapacity(texts.count + 1)
        scalars.reserveCapacity(texts.reduce(0) { $0 + $1.utf8.count })
        for text in texts { append(text) }
    }

    /// Numbers characters in the order first seen; canonically equivalent ones are the same.
    init(graphemes texts: [String]) {
        var numbers: [Character: UInt32] = [:]
        for text in texts {
            for character in text {
                let number = numbers[character] ?? UInt32(numbers.count)
                numbers[character] = number
                scalars.append(number)
            }
            offsets.append(scalars.count)
        }
    }

    init(_ scalars: [UInt32], offsets: [Int]) {
        self.scalars = scalars
        self.offsets = offsets
    }

    private mutating func append(_ text: String) {
        let decoded: Void? = text.utf8.withContiguousStorageIfAvailable { bytes in
            // A string's UTF-8 is always valid, so the first byte tells the length.
            var index = 0
            while index < bytes.count {
                let (scalar, length) = Self.decode(bytes, index)
                scalars.append(scalar)
                index += length
            }
        }
        if decoded == nil { for scalar in text.unicodeScalars { scalars.append(scalar.value) } }
        offsets.append(scalars.count)
    }

    private static func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> (scalar: UInt32, length: Int) {
        let first = UInt32(bytes[index])
        if first < 0x80 { return (first, 1) }
        let second = UInt32(bytes[index + 1]) & 0x3F
        if first < 0xE0 { return ((first & 0x1F) << 6 | second, 2) }
        let third = UInt32(bytes[index + 2]) & 0x3F
        if first < 0xF0 { return ((first & 0xF) << 12 | second << 6 | third, 3) }
        return ((first & 0x7) << 18 | second << 12 | third << 6 | UInt32(bytes[index + 3]) & 0x3F, 4)
    }
}
