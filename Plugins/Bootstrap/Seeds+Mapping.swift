import AssayPluginKit

extension [UInt64] {
    /// One result per seed, with a look at the call now and then whether it was given up.
    func mapChecking<R>(_ context: PluginContext, _ body: (UInt64) -> R) throws -> [R] {
        var results: [R] = []
        results.reserveCapacity(count)
        for (index, seed) in enumerated() {
            if index % 1024 == 0 { try context.checkCancellation() }
            results.append(body(seed))
        }
        return results
    }
}
