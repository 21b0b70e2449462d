internal import AssayCore

extension TerminalReport {
    /// How well the seeds were honoured; said only where an answer may not repeat under its seed.
    var seeds: [String] {
        let answered = bundle.replicates.eventful.filter { $0.data != nil }
        let groups = Dictionary(grouping: answered) { bundle.seedHonoured(by: $0) }
        guard groups.count > 1 else {
            return Self.meaning(groups.keys.first ?? bundle.meta.seedHonoured).map { [$0] } ?? []
        }
        let order: [BundleMetadata.SeedPromise] = [.guaranteed, .bestEffort, .ignored]
        return order.compactMap { promise in
            groups[promise].map { "\(promise.rawValue) \($0.count)× \(names($0.map(\.id)))" }
        }
    }

    private static func meaning(_ promise: BundleMetadata.SeedPromise) -> String? {
        switch promise {
        case .guaranteed: nil
        case .bestEffort: "best_effort: what answered tries to answer the same under the same seed"
        case .ignored: "ignored: no seed reached what answered"
        }
    }
}
