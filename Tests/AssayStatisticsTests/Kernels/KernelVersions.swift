import AssayStatistics

/// The versions of the kernels that this processor can run, with different numbers of threads.
enum KernelVersions {
    static let all: [KernelOptions] =
        KernelLevel.allCases.filter(\.isAvailable).flatMap { level in
            (level == .swift ? [1] : [1, 3]).map { KernelOptions(level: level, threads: $0) }
        }

    /// The plain version, the oracle of the others.
    static let plain = KernelOptions(level: .swift, threads: 1)

    static let compiled = all.filter { $0.level != .swift }
}

/// The bits of all distances, so that two results can be compared exactly, what is undefined included.
func bits(_ matrix: DistanceMatrix) -> [UInt64] { matrix.condensed.map { ($0 ?? .infinity).bitPattern } }

/// Random texts over some code points, of any length up to a limit.
func randomTexts(
    _ count: Int,
    length: ClosedRange<Int>,
    alphabet: [Unicode.Scalar],
    using generator: inout SplitMix64
) -> [String] {
    (0..<count).map { _ in
        var text = String.UnicodeScalarView()
        for _ in 0..<Int.random(in: length, using: &generator) {
            text.append(alphabet.randomElement(using: &generator) ?? " ")
        }
        return String(text)
    }
}

func scalars(_ range: ClosedRange<UInt32>) -> [Unicode.Scalar] { range.compactMap(Unicode.Scalar.init) }
