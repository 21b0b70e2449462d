/// Numbers byte strings in the order first seen.
///
/// Equal bytes get equal numbers. Names lie one after the other in one block of memory, so that a million of them cost
/// little more than their letters.
struct ByteInterner {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var slots = [Int32](repeating: -1, count: 64)

    /// How many names there are.
    var count: Int { ends.count }

    /// The number of a name, which is new when it equals the count before.
    mutating func number(_ name: UnsafeBufferPointer<UInt8>) -> Int32 {
        let slot = slot(of: name)
        if slots[slot] >= 0 { return slots[slot] }
        let number = Int32(truncatingIfNeeded: ends.count)
        slots[slot] = number
        bytes.append(contentsOf: name)
        ends.append(bytes.count)
        if ends.count * 2 > slots.count { grow() }
        return number
    }

    /// The number of a name that is there already.
    func find(_ name: UnsafeBufferPointer<UInt8>) -> Int32? {
        let number = slots[slot(of: name)]
        return number >= 0 ? number : nil
    }

    /// The names as text, in the order of their numbers.
    ///
    /// - Precondition: the names are UTF-8.
    var texts: [String] { ends.indices.map { String(decoding: bytes[range($0)], as: UTF8.self) } }

    private func range(_ number: Int) -> Range<Int> { (number == 0 ? 0 : ends[number - 1])..<ends[number] }

    /// The place where a name is or belongs.
    private func slot(of name: UnsafeBufferPointer<UInt8>) -> Int {
        var slot = Self.hash(name) & (slots.count - 1)
        while slots[slot] >= 0, !isEqual(Int(slots[slot]), name) { slot = (slot + 1) & (slots.count - 1) }
        return slot
    }

    private func isEqual(_ number: Int, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let range = range(number)
        return range.count == name.count && bytes[range].elementsEqual(name)
    }

    private mutating func grow() {
        slots = [Int32](repeating: -1, count: slots.count * 4)
        bytes.withUnsafeBufferPointer { all in
            for number in ends.indices {
                var slot = Self.hash(UnsafeBufferPointer(rebasing: all[range(number)])) & (slots.count - 1)
                while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
                slots[slot] = Int32(truncatingIfNeeded: number)
            }
        }
    }

    /// FNV-1a with the mix of SplitMix64, so that the low bits depend on every byte.
    private static func hash(_ name: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        hash = (hash ^ (hash >> 30)) &* 0xBF58_476D_1CE4_E5B9
        return Int(truncatingIfNeeded: (hash ^ (hash >> 31)) >> 1)
    }
}
