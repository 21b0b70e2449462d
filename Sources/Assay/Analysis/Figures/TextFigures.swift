internal import AssayCore
internal import AssayStatistics

/// The figures of a table of texts: how alike the texts of each item are, and what that says about its answer.
struct TextFigures {
    private let table: TextTable
    private let options: AnalysisOptions
    private let items: [JudgedItem]?

    /// A similarity of two texts in 0…1.
    private static let measures: [(name: String, similarity: @Sendable (String, String) -> Double)] = [
        ("normalised_levenshtein", { 1 - Distance.normalizedLevenshtein($0, $1) }),
        ("jaccard_words", { 1 - Distance.jaccardWords($0, $1) }),
        ("jaccard_char3", { 1 - Distance.jaccardNgrams($0, $1, n: 3) }),
        ("cosine_words", { 1 - Distance.cosineWords($0, $1) }),
    ]

    /// The most texts of an item that are compared in pairs.
    static let maximumTexts = 1000

    init(_ table: TextTable, _ options: AnalysisOptions) throws(AssayError) {
        guard options.grouping == nil else { throw AssayError(.invalidArgument, "texts cannot be grouped") }
        let cut = options.horizon.map { table.prefix($0) } ?? table
        guard cut.texts.allSatisfy({ $0.count <= Self.maximumTexts }) else {
            throw AssayError(
                .invalidArgument,
                "over \(Self.maximumTexts) texts of an item cannot be compared in pairs; take the first with --horizon"
            )
        }
        self.table = cut
        self.options = options
        items = cut.answers?.judgedItems
    }

    /// All members of the document.
    var members: Object {
        var own = options
        own.horizon = nil
        var object = table.answers.flatMap { try? AnswerFigures($0, own).members } ?? [:]
        object["format"] = "json_lines_texts"
        object["n_items"] = Value(table.items.count)
        object["K"] = Value(table.texts.reduce(0) { max($0, $1.count) })
        object["auroc_majority_share"] = .orNull(items.flatMap { auroc($0.map(Self.share)) })
        for (name, similarity) in Self.measures {
            let means = table.texts.map { Self.meanPair($0, similarity) }
            object[name] = .object(figures(means))
        }
        for (name, means) in spectra { object[name] = .object(figures(means, rises: false)) }
        object["medoid_jaccard_words"] = .array(table.texts.map { .orNull(Self.medoid($0).map { Int64($0) }) })
        object["medoid_jaccard_words_first10"] = .array(Array((object["medoid_jaccard_words"]?.array ?? []).prefix(10)))
        if let items { object["effort_tiebreak"] = .object(effort(items)) }
        return object
    }

    private static func share(_ item: JudgedItem) -> Double {
        Confidence.majorityShare(leader: item.votes.leaderCount, voters: item.votes.voters) ?? 0
    }

    /// Measures of the graph of common words of each item's texts, which rise with uncertainty.
    private var spectra: [(name: String, values: [Double?])] {
        let graphs = table.texts.map { texts in
            let texts = texts.compactMap(\.self)
            return SimilarityMatrix(count: texts.count) { 1 - Distance.jaccardWords(texts[$0], texts[$1]) }
        }
        return [
            ("EigV_jaccard", graphs.map { $0.flatMap(Uncertainty.eigenvalueSum) }),
            ("Deg_jaccard", graphs.map { $0.flatMap(Uncertainty.degree) }),
            ("Ecc_jaccard_0.9", graphs.map { $0.flatMap { Uncertainty.eccentricity($0) } }),
        ]
    }

    /// The mean of a measure over items, its first values, and how well it ranks right answers.
    private func figures(_ means: [Double?], rises: Bool = true) -> Object {
        let defined = means.compactMap(\.self)
        let scores = means.map { ($0 ?? 0) * (rises ? 1 : -1) }
        let broken = items.flatMap { items in auroc(zip(items, scores).map { Self.share($0) + 1e-6 * $1 }) }
        return [
            "mean": .orNull(defined.isEmpty ? nil : defined.reduce(0, +) / Double(defined.count)),
            "first5": .array(means.prefix(5).map { .orNull($0) }), "auroc": .orNull(auroc(scores)),
            "auroc_share_tiebroken": .orNull(broken),
        ]
    }

    private func auroc(_ scores: [Double]) -> Double? {
        guard let items else { return nil }
        return Ranking.auroc(
            zip(items, scores).compactMap {
                $0.isJudged ? ScoredOutcome(score: $1, isCorrect: $0.isCorrect) : nil
            }
        )
    }

    private static func meanPair(_ texts: [String?], _ similarity: (String, String) -> Double) -> Double? {
        let texts = texts.compactMap(\.self)
        var (sum, pairs) = (0.0, 0)
        for left in texts.indices {
            for right in texts.indices.dropFirst(left + 1) {
                sum += similarity(texts[left], texts[right])
                pairs += 1
            }
        }
        return pairs > 0 ? sum / Double(pairs) : nil
    }

    /// The text nearest to all others in its words, the first of equals.
    private static func medoid(_ texts: [String?]) -> Int? {
        let present = texts.indices.filter { texts[$0] != nil }
        let sums = present.map { left in
            present.reduce(0.0) { $0 + Distance.jaccardWords(texts[left] ?? "", texts[$1] ?? "") }
        }
        guard let least = sums.min() else { return nil }
        return sums.firstIndex { $0 <= least + 1e-12 }.map { present[$0] }
    }
}

extension TextFigures {
    /// How well the share ranks right answers with and without the effort of the texts, over blocks of 5, 10 and 20 draws.
    private func effort(_ items: [JudgedItem]) -> Object {
        var object: Object = [:]
        for size in [5, 10, 20] {
            var (plain, broken): ([Double], [Double]) = ([], [])
            let blocks = (items.map(\.votes.draws).min() ?? 0) / size
            for block in 0..<blocks {
                let range = (block * size)..<((block + 1) * size)
                guard let areas = effort(items, range) else { continue }
                plain.append(areas.plain)
                broken.append(areas.broken)
            }
            guard !plain.isEmpty else { continue }
            let count = Double(plain.count)
            object["K\(size)"] = [
                "blocks": Value(plain.count), "auroc_majority_share": .orNull(plain.reduce(0, +) / count),
                "auroc_share_effort_tiebroken": .orNull(broken.reduce(0, +) / count),
            ]
        }
        return object
    }

    private func effort(_ items: [JudgedItem], _ range: Range<Int>) -> (plain: Double, broken: Double)? {
        var (plain, broken): ([ScoredOutcome], [ScoredOutcome]) = ([], [])
        for (item, texts) in zip(items, table.texts) where item.isJudged {
            let own = JudgedItem(
                DrawSequence(labels: Array(item.draws.labels[range]), gold: item.draws.gold),
                isJudged: true
            )
            let lengths = texts[range].compactMap { $0.map { Double($0.unicodeScalars.count) } }
            let score = Confidence.effortRankedShare(
                leader: own.votes.leaderCount,
                voters: own.votes.voters,
                efforts: lengths
            )
            plain.append(ScoredOutcome(score: Self.share(own), isCorrect: own.isCorrect))
            broken.append(ScoredOutcome(score: score ?? 0, isCorrect: own.isCorrect))
        }
        guard let plain = Ranking.auroc(plain), let broken = Ranking.auroc(broken) else { return nil }
        return (plain, broken)
    }
}
