import AssayStatistics
import Testing

struct RecordConsensusTests {
    private static let fields = ["h1", "h2", "h3", "h4", "h5", "v1", "v2", "v3", "v4", "v5"]

    @Test("Crosswords have the reference field accuracies of the composite and of the medoid")
    func crosswords() throws {
        var labeler = Labeler()
        var (composite, medoid, ranked) = (0, 0, [ScoredOutcome]())
        for item in try TestData.lines("tot/crosswords_gpt4_cot_k10.jsonl") {
            let gold = try #require(item["gold"] as? [String: Any])
            let records = try #require(item["records"] as? [[String: Any]]).map { record in
                Self.fields.map { labeler.label(record[$0] as? String) }
            }
            let truth = Self.fields.map { labeler.label(gold[$0] as? String) }
            let consensus = RecordConsensus(records: records)
            composite += zip(consensus.composite, truth).count { $0 == $1 }
            let middle = records[try #require(consensus.medoidIndex)]
            medoid += zip(middle, truth).count { $0 == $1 }
            for field in Self.fields.indices {
                let votes = records.compactMap { $0[field] }
                let share = Double(votes.count { $0 == consensus.composite[field] }) / Double(votes.count)
                ranked.append(ScoredOutcome(score: share, isCorrect: consensus.composite[field] == truth[field]))
            }
        }
        let reference = try Reference().at("records_crosswords")
        #expect(try composite == reference.at("n_field_units_correct").integer())
        #expect(isClose(Double(medoid) / 200, 0.455))
        #expect(isClose(Double(composite) / 200, 0.455))
        let area = try reference.at("auroc", "majority_share").number()
        #expect(isClose(Ranking.auroc(ranked), area, absolute: 1e-9))
        let error = try reference.at("ece10", "majority_share").number()
        #expect(isClose(Calibration.expectedError(ranked), error, absolute: 1e-9))
    }

    @Test("Winners of the fields may form a record nobody produced")
    func notObserved() {
        let consensus = RecordConsensus(records: [[1, 2, 9], [1, 8, 3], [7, 2, 3]])
        #expect(consensus.composite == [1, 2, 3])
        #expect(!consensus.isObserved && consensus.observedIndex == nil)
        #expect(consensus.medoidIndex == 0)
        #expect(consensus.tied == [false, false, false])
    }

    @Test("A composite somebody produced is pointed at, and ties are reported")
    func observed() {
        let consensus = RecordConsensus(records: [[5, 1], [4, 1], [5, 1]])
        #expect(consensus.composite == [5, 1] && consensus.observedIndex == 0)
        let tie = RecordConsensus(records: [[2], [1]])
        #expect(tie.composite == [2] && tie.tied == [true])
    }

    @Test("Missing fields cast no vote and shorter records miss their last fields")
    func missing() {
        let consensus = RecordConsensus(records: [[nil, 3], [nil], [nil, 3]])
        #expect(consensus.composite == [nil, 3] && consensus.tied == [false, false])
        #expect(consensus.observedIndex == 0 && consensus.medoidIndex == 0)
        let apart = RecordConsensus(records: [[1, nil], [nil, 1]])
        #expect(apart.medoidIndex == nil)
        #expect(RecordConsensus(records: []).composite.isEmpty)
        #expect(RecordConsensus(records: [[.min, .max]]).composite == [.min, .max])
    }

    @Test("Other distances give another medoid")
    func distances() {
        let matrix = DistanceMatrix(count: 3) { i, j in i + j == 3 ? 0.1 : 0.9 }
        #expect(RecordConsensus(records: [[1], [1], [2]], distances: matrix).medoidIndex == 1)
    }
}
