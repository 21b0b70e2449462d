/// The different ones among runs of words, in the order first seen.
struct DistinctRuns {
    /// The index of the first run of each class.
    private(set) var firsts: [Int] = []
    /// The class of each run.
    private(set) var classes: [Int32] = []

    /// Compares runs word for word; run i is `words[offsets[i]..<offsets[i + 1]]`.
    init<Word: FixedWidthInteger>(_ words: UnsafeBufferPointer<Word>, offsets: [Int]) {
        let count = max(0, offsets.count - 1)
        var slots = [Int32](repeating: -1, count: Self.tableSize(count))
        var hashes: [UInt64] = []
        classes.reserveCapacity(count)
        for index in 0..<count {
            let run = UnsafeBufferPointer(rebasing: words[offsets[index]..<offsets[index + 1]])
            let hash = Self.hash(run)
            var slot = Int(truncatingIfNeeded: hash >> 20) & (slots.count - 1)
            while slots[slot] >= 0 {
                let known = Int(slots[slot])
                let first = offsets[firsts[known]]..<offsets[firsts[known] + 1]
                if hashes[known] == hash, Self.equal(run, UnsafeBufferPointer(rebasing: words[first])) { break }
                slot = (slot + 1) & (slots.count - 1)
            }
            if slots[slot] < 0 {
                slots[slot] = Int32(firsts.count)
                firsts.append(index)
                hashes.append(hash)
            }
            classes.append(slots[slot])
        }
    }

    /// A power of two that stays at most half full.
    private static func tableSize(_ count: Int) -> Int {
        var size = 16
        while size < 2 * count { size *= 2 }
        return size
    }

    /// Four sums side by side, so that one multiplication need not wait for the one before.
    private static func hash<Word: FixedWidthInteger>(_ run: UnsafeBufferPointer<Word>) -> UInt64 {
        let prime: UInt64 = 0x9E37_79B9_7F4A_7C15
        var (a, b, c, d) = (UInt64(run.count), prime, prime &* 3, prime &* 5)
        var index = 0
        while index + 4 <= run.count {
            a = step(a, run[index])
            b = step(b, run[index + 1])
            c = step(c, run[index + 2])
            d = step(d, run[index + 3])
            index += 4
        }
        while index < run.count {
            a = step(a, run[index])
            index += 1
        }
        let mixed = (a ^ b &* 7 ^ c &* 11 ^ d &* 13) &* prime
        return mixed ^ (mixed >> 29)
    }

    private static func step<Word: FixedWidthInteger>(_ sum: UInt64, _ word: Word) -> UInt64 {
        let product = (sum ^ UInt64(truncatingIfNeeded: word)) &* 0xD6E8_FEB8_6659_FD93
        return product ^ (product >> 32)
    }

    private static func equal<Word: FixedWidthInteger>(
        _ a: UnsafeBufferPointer<Word>,
        _ b: UnsafeBufferPointer<Word>
    ) -> Bool {
        a.count == b.count && a.elementsEqual(b)
    }
}
