/// The columns of the edit-distance table as bit vectors, 64 rows to a block.
///
/// Occurrences of a symbol are stored sparsely, so that memory is linear in the pattern even when every symbol is
/// different.
struct BitParallelEditDistance<Symbol: Hashable> {
    /// Sixty-four rows of a column as vertical differences.
    private struct Block {
        /// Bit i says that row i + 1 is one above row i.
        var rise = UInt64.max
        /// Bit i says that row i + 1 is one below row i.
        var fall: UInt64 = 0
        /// Bit i says that the pattern has the current symbol of the text in row i + 1.
        var match: UInt64 = 0
    }

    private struct Occurrence {
        var block: Int
        var bits: UInt64
    }

    private let length: Int
    private var numbers: [Symbol: Int] = [:]
    private var occurrences: [[Occurrence]] = []
    private var blocks: [Block]

    /// Prepares a search.
    ///
    /// - Precondition: the pattern is not empty.
    init(pattern: ArraySlice<Symbol>) {
        length = pattern.count
        blocks = Array(repeating: Block(), count: (pattern.count + 63) / 64)
        for (row, symbol) in pattern.enumerated() {
            let number = numbers[symbol] ?? occurrences.count
            if number == occurrences.count {
                numbers[symbol] = number
                occurrences.append([])
            }
            note(number, block: row / 64, bit: UInt64(1) << UInt64(row % 64))
        }
    }

    private mutating func note(_ number: Int, block: Int, bit: UInt64) {
        let last = occurrences[number].count - 1
        if last >= 0, occurrences[number][last].block == block {
            occurrences[number][last].bits |= bit
        } else {
            occurrences[number].append(Occurrence(block: block, bits: bit))
        }
    }

    /// The edit distance from the pattern to a text.
    mutating func distance(to text: ArraySlice<Symbol>) -> Int {
        let top = UInt64((length - 1) % 64)
        var score = length
        blocks.withUnsafeMutableBufferPointer { blocks in
            for symbol in text {
                guard let number = numbers[symbol] else {
                    score += Self.advanceColumn(blocks, top: top)
                    continue
                }
                for found in occurrences[number] { blocks[found.block].match = found.bits }
                score += Self.advanceColumn(blocks, top: top)
                for found in occurrences[number] { blocks[found.block].match = 0 }
            }
        }
        return score
    }

    /// Moves one symbol of the text ahead and returns the change in the last row, which is bit `top` of the last block.
    private static func advanceColumn(_ blocks: UnsafeMutableBufferPointer<Block>, top: UInt64) -> Int {
        // The first row of the table grows by one with every symbol of the text.
        var (up, down): (UInt64, UInt64) = (1, 0)
        let last = blocks.count - 1
        for index in 0..<last { (up, down) = advance(&blocks[index], up: up, down: down, top: 63) }
        (up, down) = advance(&blocks[last], up: up, down: down, top: top)
        return Int(up) - Int(down)
    }

    /// Updates a block from the horizontal difference above it and returns the one in its row `top`.
    private static func advance(
        _ block: inout Block,
        up carriedUp: UInt64,
        down carriedDown: UInt64,
        top: UInt64
    ) -> (up: UInt64, down: UInt64) {
        let (rise, fall) = (block.rise, block.fall)
        let vertical = block.match | fall
        let match = block.match | carriedDown
        let horizontal = (((match & rise) &+ rise) ^ rise) | match
        let up = fall | ~(horizontal | rise)
        let down = rise & horizontal
        let (shiftedUp, shiftedDown) = (up << 1 | carriedUp, down << 1 | carriedDown)
        block.rise = shiftedDown | ~(vertical | shiftedUp)
        block.fall = shiftedUp & vertical
        return ((up &>> top) & 1, (down &>> top) & 1)
    }
}
