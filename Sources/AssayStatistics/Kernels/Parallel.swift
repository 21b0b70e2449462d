internal import CAssayKernels

/// Independent pieces of work on several threads, the calling one included; results come in the order of the pieces.
package enum Parallel {
    /// How many threads work of so many nanoseconds is worth, at most `most`, or one per processor without it.
    package static func threads(work nanoseconds: Double, most: Int? = nil) -> Int {
        // Asking how many processors there are takes a system call.
        nanoseconds < 100_000 ? 1 : Int(KernelOptions(most: most).resolved(work: nanoseconds).threads)
    }

    /// The results of every piece below `count`; the same for any number of threads.
    package static func map<Result: Sendable>(
        _ count: Int,
        threads: Int,
        _ work: @Sendable (Int) -> Result
    ) -> [Result] {
        guard threads > 1, count > 1 else { return (0..<max(0, count)).map(work) }
        return Array(unsafeUninitializedCapacity: count) { results, initialized in
            // Shared by the threads, each of which writes places of its own.
            nonisolated(unsafe) let first = results.baseAddress
            withoutActuallyEscaping(work) { work in
                let piece = Piece { index in first?.advanced(by: index).initialize(to: work(index)) }
                // The call returns when all pieces are done, so neither the closure nor the results outlive it.
                withExtendedLifetime(piece) {
                    assay_kernel_parallel(
                        count,
                        UInt32(threads),
                        { context, _, index in
                            guard let context else { return }
                            Unmanaged<Piece>.fromOpaque(context).takeUnretainedValue().work(index)
                        },
                        Unmanaged.passUnretained(piece).toOpaque()
                    )
                }
            }
            initialized = count
        }
    }

    /// The results of two pieces of work; the same whether or not they are done at once.
    package static func both<First: Sendable, Second: Sendable>(
        threads: Int,
        _ first: @Sendable () -> First,
        _ second: @Sendable () -> Second
    ) -> (First, Second) {
        guard threads > 1 else { return (first(), second()) }
        let results = map(2, threads: threads) { index -> (First?, Second?) in
            index == 0 ? (first(), nil) : (nil, second())
        }
        guard let first = results[0].0, let second = results[1].1 else { preconditionFailure("both pieces were done") }
        return (first, second)
    }

    private final class Piece: Sendable {
        let work: @Sendable (Int) -> Void

        init(_ work: @escaping @Sendable (Int) -> Void) { self.work = work }
    }
}
