/// The columns of the edit-distance table as bit vectors, 64 rows to a word.
///
/// A column is kept as its vertical differences: bit i of `positive` says that row i+1 is one above row i, bit i of
/// `negative` that it is one below. Occurrences of a symbol are stored sparsely, so that memory is linear in the pattern
/// even when every symbol is different.
struct BitParallelEditDistance<Symbol: Hashable> {
    private struct Occurrence {
        var block: Int
        var bits: UInt64
    }

    private let length: Int
    private var occurrences: [Symbol: [Occurrence]] = [:]
    private var positive: [UInt64]
    private var negative: [UInt64]
    private var matches: [UInt64]

    /// Prepares a search.
    ///
    /// - Precondition: the pattern is not empty.
    init(pattern: ArraySlice<Symbol>) {
        length = pattern.count
        let blocks = (pattern.count + 63) / 64
        positive = Array(repeating: .max, count: blocks)
        negative = Array(repeating: 0, count: blocks)
        matches = Array(repeating: 0, count: blocks)
        for (row, symbol) in pattern.enumerated() {
            let (block, bit) = (row / 64, UInt64(1) << UInt64(row % 64))
            var list = occurrences[symbol] ?? []
            if let last = list.last, last.block == block {
                list[list.count - 1].bits |= bit
            } else {
                list.append(Occurrence(block: block, bits: bit))
            }
            occurrences[symbol] = list
        }
    }

    /// The edit distance from the pattern to a text.
    mutating func distance(to text: ArraySlice<Symbol>) -> Int {
        var score = length
        for symbol in text {
            let found = occurrences[symbol] ?? []
            for occurrence in found { matches[occurrence.block] = occurrence.bits }
            score += advanceColumn()
            for occurrence in found { matches[occurrence.block] = 0 }
        }
        return score
    }

    /// Moves one symbol of the text ahead and returns the change in the last row.
    private mutating func advanceColumn() -> Int {
        // The first row of the table grows by one with every symbol of the text.
        var carry = 1
        let lastBlock = positive.count - 1
        for block in 0..<lastBlock { carry = advance(block, carry: carry, top: 63) }
        return advance(lastBlock, carry: carry, top: UInt64((length - 1) % 64))
    }

    private mutating func advance(_ block: Int, carry: Int, top: UInt64) -> Int {
        let (rise, fall) = (positive[block], negative[block])
        var match = matches[block]
        let vertical = match | fall
        if carry < 0 { match |= 1 }
        let horizontal = (((match & rise) &+ rise) ^ rise) | match
        var up = fall | ~(horizontal | rise)
        var down = rise & horizontal
        let carried = Int((up >> top) & 1) - Int((down >> top) & 1)
        up = up << 1 | (carry > 0 ? 1 : 0)
        down = down << 1 | (carry < 0 ? 1 : 0)
        positive[block] = down | ~(vertical | up)
        negative[block] = up & vertical
        return carried
    }
}
