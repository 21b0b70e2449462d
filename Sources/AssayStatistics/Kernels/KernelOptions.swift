internal import CAssayKernels

/// Which version of a kernel runs, and on how many threads; neither changes a bit of the result.
package struct KernelOptions: Sendable, Hashable {
    package var level: KernelLevel

    /// Exactly this many threads; nil for as many as the work is worth.
    package var threads: Int?

    /// Never more threads than this; nil for one per processor.
    var most: Int?

    /// Options for a call.
    package init(level: KernelLevel = .best, threads: Int? = nil) {
        self.level = level
        self.threads = threads
    }

    /// The best level with as many threads as the work is worth, up to a limit.
    init(most: Int?) {
        self.init()
        self.most = most
    }

    /// The form the kernels take, for about so many nanoseconds of work on one thread.
    func resolved(work: Double) -> assay_kernel_options {
        // Starting a thread costs some ten microseconds.
        let worth = Int(min(64, work / 50_000))
        let count = threads ?? min(worth, most ?? Int(assay_kernel_processors()))
        return assay_kernel_options(level: max(0, level.rawValue), threads: UInt32(max(1, min(count, 64))))
    }
}

/// A version of the kernels: the plain Swift one, or C for an instruction set.
package enum KernelLevel: Int32, Sendable, CaseIterable {
    /// The oracle, and the fallback when a kernel reports that memory ran out.
    case swift = -1
    /// Any processor; NEON on 64-bit ARM.
    case portable = 0
    case avx2 = 1
    case avx512 = 2

    /// The best version for this processor.
    package static let best = KernelLevel(rawValue: assay_kernel_best_level()) ?? .portable

    /// Whether this processor has the instructions.
    package var isAvailable: Bool { rawValue <= Self.best.rawValue }
}
