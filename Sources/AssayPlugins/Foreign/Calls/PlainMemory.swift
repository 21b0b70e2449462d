/// The memory of a call that passes nothing but numbers; no function can reach it.
struct PlainMemory {
    /// The arguments, where the plan has them.
    let frame: UnsafeMutableRawPointer
    /// libffi writes at least a machine word.
    let result: UnsafeMutableRawPointer
    let arguments: UnsafeMutablePointer<UnsafeMutableRawPointer?>

    private static let resultSize = 16
    private static let pointerSize = MemoryLayout<UnsafeMutableRawPointer?>.stride

    static func size(frame: Int, count: Int) -> Int {
        resultSize + ForeignStructure.round(frame, up: resultSize) + max(1, count) * pointerSize
    }

    init(_ start: UnsafeMutableRawPointer, _ plan: ForeignPlan) {
        result = start
        frame = start + Self.resultSize
        let pointers = frame + ForeignStructure.round(plan.frameSize, up: Self.resultSize)
        let count = plan.offsets.count
        arguments = pointers.bindMemory(to: UnsafeMutableRawPointer?.self, capacity: max(1, count))
        for index in 0..<count { arguments[index] = frame + plan.offsets[index] }
        result.storeBytes(of: 0, as: UInt64.self)
    }
}
