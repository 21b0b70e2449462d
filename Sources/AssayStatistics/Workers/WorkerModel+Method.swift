#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

extension WorkerModel {
    /// How the probabilities are estimated.
    public enum Method: Sendable, Hashable {
        /// Maximum likelihood by expectation maximisation, with `smoothing` pseudo-votes for each cell of a table.
        ///
        /// Source: Dawid and Skene, Applied Statistics 28 (1979), 20.
        case dawidSkene(smoothing: Double)
        /// Variational Bayes with Dirichlet priors: `right` pseudo-votes for the true label of each worker, `wrong` for
        /// every other one.
        ///
        /// Source: Kim and Ghahramani, AISTATS 2012, as evaluated by Li, Rubinstein and Cohn, ICML 2019.
        case independentBayes(right: Double, wrong: Double)
        /// The same with `subtypes` of items in each class, so that workers may err together on the hard ones.
        ///
        /// The subtypes start at random; of `restarts` starts the one with the largest bound on the evidence is kept.
        /// Takes subtypes · restarts times as long. Source: Li, Rubinstein and Cohn, ICML 2019, with 10 and 40.
        case enhancedBayes(right: Double, wrong: Double, subtypes: Int, restarts: Int, seed: UInt64)

        var isValid: Bool {
            switch self {
            case .dawidSkene(let smoothing): return smoothing > 0 && smoothing.isFinite
            case .independentBayes(let right, let wrong), .enhancedBayes(let right, let wrong, _, _, _):
                return right > 0 && right.isFinite && wrong > 0 && wrong.isFinite
            }
        }

        var subtypes: Int { if case .enhancedBayes(_, _, let subtypes, _, _) = self { subtypes } else { 1 } }

        var restarts: Int {
            guard case .enhancedBayes(_, _, _, let restarts, _) = self, subtypes > 1 else { return 1 }
            return min(max(restarts, 1), 10_000)
        }

        var seed: UInt64 { if case .enhancedBayes(_, _, _, _, let seed) = self { seed } else { 0 } }

        /// The pseudo-votes; a class has one, or with subtypes as many as its share of the labels.
        func prior(shares: [Double]) -> WorkerTables.Prior {
            let ones = [Double](repeating: 1, count: shares.count)
            switch self {
            case .dawidSkene(let smoothing):
                return WorkerTables.Prior(
                    right: smoothing,
                    wrong: smoothing,
                    classes: ones,
                    subtype: 0,
                    logarithm: { log($0) }
                )
            case .independentBayes(let right, let wrong):
                return WorkerTables.Prior(
                    right: right,
                    wrong: wrong,
                    classes: ones,
                    subtype: 0,
                    logarithm: SpecialFunctions.digamma
                )
            case .enhancedBayes(let right, let wrong, let subtypes, _, _):
                return WorkerTables.Prior(
                    right: right,
                    wrong: wrong,
                    classes: shares.map { max($0, 1e-3) },
                    subtype: 0.1 / Double(subtypes),
                    logarithm: SpecialFunctions.digamma
                )
            }
        }
    }
}
