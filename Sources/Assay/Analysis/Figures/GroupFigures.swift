internal import AssayCore
internal import AssayStatistics

/// Rows of figures, one per item, worker, right answer or group.
struct GroupFigures {
    let table: AnswerTable
    let items: [JudgedItem]

    /// A row per item: its answer, how its draws voted, and whether the answer is right, or how probably.
    func byItem(_ correctness: CorrectnessFigures? = nil) -> [Value] {
        let model = table.workers.isEmpty ? nil : workerModel()
        return items.indices.map { index in
            let item = items[index]
            let votes = item.votes
            let share = Confidence.majorityShare(leader: votes.leaderCount, voters: votes.voters)
            let confidence = Confidence.modalAnswer(leader: votes.leaderCount, runnerUp: votes.runnerUpCount)
            var row: Object = [
                "item": .string(table.items[index]), "answer": .orNull(answer(index)), "tied": .bool(votes.isTied),
                "draws": Value(votes.draws), "votes": Value(votes.voters), "classes": Value(votes.distinct),
                "majority_share": .orNull(share), "confidence": .orNull(confidence),
                "correct": item.isJudged ? .bool(item.isCorrect) : .null,
            ]
            if let model { row.merge(weighted(index, model)) }
            if let correctness { row.merge(correctness.members(index)) }
            return .object(row)
        }
    }

    /// A row per worker, in the order first seen: how many labels, and how many agree with the others and the truth.
    var byWorker: [Value] {
        var (labels, judged, right, agreeing) = (zeros, zeros, zeros, zeros)
        for index in items.indices {
            let leader = leader(index)
            for draw in table.range(index) where table.votes[draw] >= 0 {
                let worker = Int(table.workers[draw])
                labels[worker] += 1
                if table.votes[draw] == leader { agreeing[worker] += 1 }
                guard items[index].isJudged else { continue }
                judged[worker] += 1
                if table.votes[draw] == table.golds[index] { right[worker] += 1 }
            }
        }
        let model = workerModel()
        return table.workerNames.indices.map { worker in
            [
                "worker": .string(table.workerNames[worker]), "n_labels": Value(labels[worker]),
                "n_judged": Value(judged[worker]), "n_correct": Value(right[worker]),
                "accuracy": .orNull(ConfidenceFigures.share(right[worker], of: judged[worker])),
                "agreement_with_plurality": .orNull(ConfidenceFigures.share(agreeing[worker], of: labels[worker])),
                "estimated_accuracy": .orNull(
                    model.flatMap { worker < $0.workers && labels[worker] > 0 ? $0.accuracy(worker: worker) : nil }
                ),
            ]
        }
    }

    /// What the votes alone say about the workers and the true labels.
    private func workerModel(_ method: WorkerModel.Method = .independentBayes(right: 4, wrong: 1)) -> WorkerModel? {
        WorkerModel(
            votes: items.indices.flatMap { index in
                table.range(index).filter { table.votes[$0] >= 0 }.map {
                    WorkerVote(item: index, worker: Int(table.workers[$0]), label: Int(table.votes[$0]))
                }
            },
            method: method
        )
    }

    /// The label of an item when good workers count for more, with its probability under the model.
    private func weighted(_ index: Int, _ model: WorkerModel) -> Object {
        guard index < model.items, let label = model.label(item: index) else {
            return ["weighted_answer": .null, "weighted_probability": .null]
        }
        return [
            "weighted_answer": .string(table.answers[label]),
            "weighted_probability": .orNull(model.probabilities(item: index)[label]),
        ]
    }

    /// The share of items whose label under the model of workers is right; nil where nothing is judged or modelled.
    var weightedAccuracy: Double? { accuracy(workerModel()) }

    /// The same by the maximum likelihood of Dawid and Skene, with a hundredth of a vote in each cell.
    var dawidSkeneAccuracy: Double? { accuracy(workerModel(.dawidSkene(smoothing: 0.01))) }

    private func accuracy(_ model: WorkerModel?) -> Double? {
        guard let model else { return nil }
        let judged = items.indices.filter { items[$0].isJudged }
        let right = judged.count { $0 < model.items && model.label(item: $0) == Int(table.golds[$0]) }
        return ConfidenceFigures.share(right, of: judged.count)
    }

    /// A row per right answer.
    var byGold: [Value] {
        grouped(by: table.golds.map(Int.init), name: "gold") { $0 < 0 ? nil : table.answers[$0] }
    }

    /// A row per value of a column.
    var byColumn: [Value] { grouped(by: table.groups.map(Int.init), name: "group") { table.groupNames[$0] } }

    private var zeros: [Int] { [Int](repeating: 0, count: table.workerNames.count) }

    /// The answer with most votes, the first seen of equals.
    private func leader(_ index: Int) -> Int32? {
        guard let leader = items[index].votes.leader,
            let first = items[index].draws.labels.firstIndex(of: leader)
        else { return nil }
        return table.votes[table.starts[index] + first]
    }

    private func answer(_ index: Int) -> String? { leader(index).map { table.answers[Int($0)] } }

    private func grouped(by keys: [Int], name: String, text: (Int) -> String?) -> [Value] {
        var order: [Int] = []
        var members: [Int: [Int]] = [:]
        for (index, key) in keys.enumerated() {
            if members[key] == nil { order.append(key) }
            members[key, default: []].append(index)
        }
        let units = table.units
        return order.map { key in
            let own = members[key] ?? []
            var object = row(own.map { items[$0] })
            object[name] = .orNull(text(key))
            let alpha = RatingTable(units: own.map { units[$0] }).coefficient(.krippendorffAlpha)
            object["krippendorff_alpha_nominal"] = .orNull(alpha)
            return .object(object)
        }
    }

    private func row(_ items: [JudgedItem]) -> Object {
        let judged = items.filter(\.isJudged)
        let right = judged.count { $0.isCorrect }
        let shares = items.compactMap {
            Confidence.majorityShare(leader: $0.votes.leaderCount, voters: $0.votes.voters)
        }
        return [
            "n_items": Value(items.count), "n_judged": Value(judged.count), "n_correct": Value(right),
            "plurality_accuracy": .orNull(ConfidenceFigures.share(right, of: judged.count)),
            "mean_majority_share": .orNull(shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)),
        ]
    }
}
