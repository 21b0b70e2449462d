internal import AssayCore

extension ToolRule {
    /// What answers are like.
    static let answers: [ToolRule] = [
        ToolRule("the sample request gets an answer") { trial in
            guard let failure = trial.first.failure else { return .passed }
            if let breakdown = trial.first.breakdown { return .failed(breakdown) }
            guard trial.isDerived else { return .failed("\(failure); the request meets the input schema") }
            return .notApplicable(
                "the request made from the input schema, \(trial.request.shortJSON), got \(failure); give one it can answer"
            )
        },
        .ofAnswer("answers meet the output schema") { trial, answer in
            guard let schema = trial.tool.descriptor.outputSchema else {
                return .notApplicable("there is no output schema")
            }
            do throws(AssayError) {
                guard let violation = try Schema(schema).validate(answer).first else { return .passed }
                return .failed("the answer under seed \(ToolTrial.seeds[0]) breaks the schema: \(violation)")
            } catch {
                return .failed("the output schema cannot be used: \(error.message)")
            }
        },
        .ofAnswer("one seed gives one answer") { trial, _ in
            for seed in ToolTrial.seeds.prefix(3) {
                let (once, again) = (await trial.call(seed: seed), await trial.call(seed: seed))
                if let breakdown = once.breakdown ?? again.breakdown {
                    return .failed("under seed \(seed): \(breakdown)")
                }
                guard once.result == again.result else {
                    return .failed("two calls under seed \(seed) differ; draw all randomness from the seed of the call")
                }
            }
            return .passed
        },
        .ofAnswer("a deterministic tool does not look at the seed") { trial, answer in
            var others = 0
            for seed in ToolTrial.seeds.dropFirst() {
                let reply = await trial.call(seed: seed)
                if let breakdown = reply.breakdown { return .failed("under seed \(seed): \(breakdown)") }
                if (try? reply.result.get()) != answer { others += 1 }
            }
            guard trial.tool.descriptor.flags.contains(.deterministic) else {
                return .passed(
                    others == 0 ? "\(ToolTrial.seeds.count) seeds gave one answer; is it deterministic?" : nil
                )
            }
            guard others > 0 else { return .passed }
            return .failed("\(others) of \(ToolTrial.seeds.count) seeds gave another answer; take the flag away")
        },
        .ofAnswer("a batch gives what single calls give") { trial, _ in
            guard let tool = trial.tool as? any BatchTool else { return .notApplicable("it offers no assay.batch/1") }
            do {
                return await compare(try await tool.executeBatch(trial.makeCall(), seeds: ToolTrial.seeds), tool, trial)
            } catch {
                return .failed("the batch fails: \(error)")
            }
        },
        .ofAnswer("calls at the same time do not disturb each other") { trial, _ in
            guard trial.tool.descriptor.flags.contains(.concurrent) else {
                return .notApplicable("it is not flagged concurrent")
            }
            guard let tool = trial.tool as? any CrowdedTool else {
                return .notApplicable("it runs in this process, where nobody could stop it")
            }
            return await concurrency(of: tool, trial)
        },
    ]

    private static func compare(
        _ columns: [[Double]],
        _ tool: any BatchTool,
        _ trial: ToolTrial
    ) async -> ConformanceCheck.Finding {
        guard columns.map(\.count) == tool.columns.map({ _ in ToolTrial.seeds.count }) else {
            return .failed("the batch has another shape than its columns and seeds")
        }
        for (place, seed) in ToolTrial.seeds.enumerated() {
            let single = try? await trial.call(seed: seed).result.get()
            for (name, column) in zip(tool.columns, columns) {
                let number = column[place].isNaN ? nil : column[place]
                guard single?[name]?.double == number else {
                    return .failed("\(name) under seed \(seed) is another number in a batch than in a single call")
                }
            }
        }
        return .passed
    }

    private static func concurrency(of tool: any CrowdedTool, _ trial: ToolTrial) async -> ConformanceCheck.Finding {
        var alone: [String] = []
        for seed in ToolTrial.seeds {
            switch await trial.call(seed: seed).result {
            case .success(let answer): alone.append(SHA256.hexDigest(of: answer.canonicalBytes))
            case .failure(let error): alone.append(error.code.rawValue)
            }
        }
        do {
            for _ in 0..<20 {
                let together = try await tool.answerTogether(trial.makeCall(), seeds: ToolTrial.seeds)
                guard together == alone else {
                    return .failed(
                        "\(ToolTrial.seeds.count) calls on threads of one process gave other answers than one after the"
                            + " other; keep no state that calls share, or take the flag away"
                    )
                }
            }
            return .passed
        } catch {
            return .failed("\(ToolTrial.seeds.count) calls on threads of one process: \(error)")
        }
    }
}

extension Value {
    /// The beginning of the canonical JSON.
    fileprivate var shortJSON: String {
        let text = canonicalJSON
        return text.count > 80 ? text.prefix(80) + "…" : text
    }
}
