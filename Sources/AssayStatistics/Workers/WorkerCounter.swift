/// The votes, and the two halves of a round: from probabilities of the items to tables of the workers, and back.
///
/// A class may have several subtypes of items, on which workers err differently. A *truth* is a class with a subtype;
/// truth t belongs to class t / subtypes.
struct WorkerCounter {
    let votes: [WorkerVote]
    let items: Int
    let workers: Int
    let classes: Int
    let subtypes: Int
    let isRated: [Bool]

    /// The number of truths.
    var truths: Int { classes * subtypes }

    init?(votes: [WorkerVote], subtypes: Int) {
        let limit = 1 << 27
        guard !votes.isEmpty, subtypes > 0, subtypes <= 1000 else { return nil }
        guard votes.allSatisfy({ min($0.item, $0.worker, $0.label) >= 0 && max($0.item, $0.worker) < limit }) else {
            return nil
        }
        guard let last = votes.map(\.label).max(), last < 10_000 else { return nil }
        classes = last + 1
        items = (votes.map(\.item).max() ?? 0) + 1
        workers = (votes.map(\.worker).max() ?? 0) + 1
        let truths = classes * subtypes
        guard workers <= limit / classes / truths, items <= limit / truths else { return nil }
        var isRated = [Bool](repeating: false, count: items)
        for vote in votes { isRated[vote.item] = true }
        self.isRated = isRated
        self.votes = votes
        self.subtypes = subtypes
    }

    /// The share of each label among the votes on each item, as probabilities of the classes; even without votes.
    var shares: [Double] {
        var counts = [Double](repeating: 0, count: items * classes)
        for vote in votes { counts[vote.item * classes + vote.label] += 1 }
        for item in 0..<items {
            let row = (item * classes)..<((item + 1) * classes)
            let total = counts[row].reduce(0, +)
            for cell in row { counts[cell] = total > 0 ? counts[cell] / total : 1 / Double(classes) }
        }
        return counts
    }

    /// The sum of the probabilities of each column over the rated items.
    func totals(_ probabilities: [Double], width: Int) -> [Double] {
        var totals = [Double](repeating: 0, count: width)
        for item in 0..<items where isRated[item] {
            for column in 0..<width { totals[column] += probabilities[item * width + column] }
        }
        return totals
    }

    /// The shares spread over the subtypes, at random unless there is only one.
    func start(_ shares: [Double], seed: UInt64) -> [Double] {
        guard subtypes > 1 else { return shares }
        var generator = SplitMix64(seed: seed)
        return shares.flatMap { share in
            // Exponential variables over their sum are uniform on the simplex.
            let parts = (0..<subtypes).map { _ in WorkerTables.exponential(generator.unit()) }
            let total = parts.reduce(0, +)
            return parts.map { share * $0 / total }
        }
    }

    /// How often each worker gave each label when each truth held: [worker][label][truth].
    func counts(_ probabilities: [Double]) -> [Double] {
        let truths = self.truths
        var counts = [Double](repeating: 0, count: workers * classes * truths)
        counts.withUnsafeMutableBufferPointer { counts in
            probabilities.withUnsafeBufferPointer { probabilities in
                for vote in votes {
                    let cell = (vote.worker * classes + vote.label) * truths
                    let item = vote.item * truths
                    for truth in 0..<truths { counts[cell + truth] += probabilities[item + truth] }
                }
            }
        }
        return counts
    }

    /// The probabilities of the truths of each item that follow from the tables, normalised in logarithms.
    func probabilities(_ tables: WorkerTables) -> [Double] {
        let truths = self.truths
        var scores = (0..<items).flatMap { _ in tables.logPrevalence }
        scores.withUnsafeMutableBufferPointer { scores in
            tables.logRates.withUnsafeBufferPointer { rates in
                for vote in votes {
                    let cell = (vote.worker * classes + vote.label) * truths
                    let item = vote.item * truths
                    for truth in 0..<truths { scores[item + truth] += rates[cell + truth] }
                }
            }
        }
        for item in 0..<items { WorkerTables.normalise(&scores, (item * truths)..<((item + 1) * truths)) }
        return scores
    }
}
