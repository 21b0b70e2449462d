internal import AssayCore
internal import AssayStatistics

/// What stopping rules cost and keep, as members keyed by each rule as it was written.
struct StoppingFigures {
    let items: [JudgedItem]
    let rules: [AnalysisOptions.WrittenRule]
    /// Whether right answers are known, so that accuracies mean something.
    let isJudged: Bool

    /// Integer totals in the order given.
    var givenOrder: Object {
        let totals = StoppingReplay.totals(of: items.map { ($0.draws, $0.votes.leader) }, rules: rules.map(\.rule))
        var object: Object = [:]
        for (rule, totals) in zip(rules, totals) { object[rule.text] = member(totals) }
        return object
    }

    /// A block of draws that no item can fill decides nothing, which is null.
    private func member(_ totals: StoppingTotals) -> Value {
        guard totals.items > 0 else { return .null }
        return [
            "total_samples": Value(totals.samples), "n_correct": isJudged ? Value(totals.correct) : .null,
            "n_agree_with_fullK_plurality": Value(totals.agreeing), "mean_samples": .orNull(totals.meanSamples),
            "accuracy": isJudged ? .orNull(totals.accuracy) : .null, "agreement": .orNull(totals.agreement),
            "saved": .orNull(totals.saved),
        ]
    }

    /// Rounds in the order given, when each launches the fewest draws that could end the run.
    var rounds: Object {
        keyed { rule in
            var (samples, rounds, sequential) = (0, 0, 0)
            for item in items {
                let plan = RoundPlan.replay(labels: item.draws.labels, rule: rule)
                samples += plan.draws
                rounds += plan.rounds.count
                sequential += SequentialDecision.decide(labels: item.draws.labels, rule: rule).draws
            }
            return [
                "total_samples": Value(samples), "total_rounds": Value(rounds),
                "mean_rounds": .orNull(items.isEmpty ? nil : Double(rounds) / Double(items.count)),
                "equals_sequential_samples": .bool(samples == sequential),
            ]
        }
    }

    /// Means over random orders, with their standard errors.
    func permuted(_ study: StoppingStudy) -> Object {
        guard let results = study.replay(items.map(\.draws), rules: rules.map(\.rule)) else { return [:] }
        var object: Object = [:]
        for (rule, result) in zip(rules, results) { object[rule.text] = .object(member(result)) }
        return object
    }

    private func member(_ result: StoppingStudy.Result) -> Object {
        var figures: [(String, StoppingStudy.Figure)] = [
            ("mean_samples", result.meanSamples), ("saved", result.saved), ("agreement", result.agreement),
            ("mean_rounds", result.meanRounds),
        ]
        if isJudged { figures += [("accuracy", result.accuracy), ("accuracy_change", result.accuracyChange)] }
        var object: Object = ["equals_sequential_samples": .bool(result.roundsWasteNothing)]
        var errors: Object = [:]
        for (name, figure) in figures {
            object[name] = .orNull(figure.mean)
            errors[name] = .orNull(figure.standardError)
        }
        object["se"] = .object(errors)
        return object
    }

    /// The calibration of confidences that the answer stays, after 5, 10 and 20 draws.
    func modeCalibration(_ study: StoppingStudy) -> Object {
        var object: Object = [:]
        for draws in [3, 5, 10, 20] {
            guard let errors = study.modeCalibration(items.map(\.draws), draws: draws) else { continue }
            object["n\(draws)"] = [
                "ece10": [
                    "majority_share": .orNull(errors.majorityShare), "ac_beta_posterior": .orNull(errors.betaPosterior),
                    "predictive_a0.5": .orNull(errors.stability), "predictive_a1": .orNull(errors.uniformStability),
                ]
            ]
        }
        return object
    }

    private func keyed(_ figures: (any StoppingRule) -> Value) -> Object {
        var object: Object = [:]
        for rule in rules { object[rule.text] = figures(rule.rule) }
        return object
    }
}
