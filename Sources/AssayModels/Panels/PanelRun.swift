import AssayCore

/// One request on its way: asks the members of a plan, and makes one result of what they say.
struct PanelRun {
    private let panel: Panel
    private let plan: PanelPlan
    private let options: PanelOptions
    private let functions: OfferedFunctions
    private let messages: [ModelMessage]
    private let task: TaskType
    private let started: Duration
    private let deadline: Duration?
    private var schedule: PanelSchedule
    private var reports: [MemberReport?]

    init(
        _ panel: Panel,
        _ plan: PanelPlan,
        _ options: PanelOptions,
        _ functions: OfferedFunctions,
        prompt: String,
        task: TaskType
    ) {
        self.panel = panel
        self.plan = plan
        self.options = options
        self.functions = functions
        self.task = task
        messages = options.messages ?? [.user(prompt)]
        let now = panel.timeline.now()
        started = now
        deadline = options.deadline.map { now + min($0, .longestLimit) }
        schedule = PanelSchedule(count: plan.members.count, maxParallel: plan.maxParallel)
        reports = Array(repeating: nil, count: plan.members.count)
    }

    /// Asks, and writes one answer where that is wanted.
    mutating func run() async -> PanelResult {
        await collect()
        let members = finalReports()
        let considered = considered(members)
        let agreement = PanelAgreement(considered, by: options.comparison)
        var result = PanelResult(members: members, agreement: agreement, end: schedule.end ?? .everyone)
        if panel.isMock { result.warnings.append("mock mode: no model was asked") }
        if !result.answered.isEmpty { result.objection = objection(considered.count, agreement) }
        if result.objection == nil, let best = agreement.best { await conclude(&result, best, considered) }
        result.best = agreement.best?.member
        result.substituted = substituted(result)
        result.elapsedMS = (panel.timeline.now() - started).wholeMilliseconds
        return result
    }

    // MARK: Asking

    private mutating func collect() async {
        await withTaskGroup(of: (Int, MemberReport).self) { group in
            add(&group)
            while let (index, report) = await group.next() {
                reports[index] = report
                panel.note(report)
                if schedule.ended(reasonToEnd()) { group.cancelAll() }
                add(&group)
            }
        }
    }

    private mutating func add(_ group: inout TaskGroup<(Int, MemberReport)>) {
        for index in schedule.start() {
            let call = call(plan.members[index], messages, isWriter: false)
            group.addTask {
                var call = call
                return (index, await call.run())
            }
        }
    }

    private func call(_ member: PanelMember, _ messages: [ModelMessage], isWriter: Bool) -> MemberCall {
        // Who writes an answer out of those of others has nothing to find out.
        let functions = isWriter ? .none : functions
        return MemberCall(panel, member, messages, options, functions, task, isWriter: isWriter, deadline: deadline)
    }

    /// Looked at after every answer, the first as well as the last.
    private func reasonToEnd() -> PanelEnd? {
        if Task.isCancelled { return .cancelled }
        if let enough = plan.enough {
            let good = answers(of: reports.compactMap(\.self).filter(\.isGood))
            if PanelAgreement(good, by: options.comparison).leadingCount >= enough { return .enough }
        }
        if let deadline, panel.timeline.now() >= deadline { return .deadline }
        return nil
    }

    /// The reports in the order of the plan, also for those that were not asked or not needed any more.
    private func finalReports() -> [MemberReport] {
        zip(plan.members, reports).map { member, report in
            var report =
                report ?? MemberReport(member: member.id, model: member.model.wireName, ending: unasked(member))
            if schedule.end == .enough, report.failure?.code == .cancelled { report.ending = .released }
            return report
        }
    }

    private func unasked(_ member: PanelMember) -> MemberReport.Ending {
        switch schedule.end {
        case .deadline:
            .failed(AssayError(.deadline, "the request's deadline passed before \(member.id) was asked"))
        case .cancelled: .failed(AssayError(.cancelled, "the request was cancelled before \(member.id) was asked"))
        case .enough, .everyone, nil: .spared
        }
    }

    // MARK: Judging

    /// The answers that count, in the order of registration, so that neither speed nor priority chooses among equals; the
    /// better ones first where somebody judged them.
    private func considered(_ members: [MemberReport]) -> [(member: String, response: ModelResponse)] {
        let order = Dictionary(panel.members.enumerated().map { ($1.id, $0) }) { first, _ in first }
        let good = members.filter(\.isGood).sorted { left, right in
            (-(left.quality ?? 0), order[left.member] ?? .max) < (-(right.quality ?? 0), order[right.member] ?? .max)
        }
        return answers(of: good)
    }

    private func answers(of reports: [MemberReport]) -> [(member: String, response: ModelResponse)] {
        reports.compactMap { report in report.response.map { (report.member, $0) } }
    }

    /// Why the answers support none; `nil` where they do.
    private func objection(_ count: Int, _ agreement: PanelAgreement) -> String? {
        if count < options.minimumAnswers {
            return "good answers: \(count), needed: \(options.minimumAnswers)"
        }
        guard let minimum = options.minimumAgreement else { return nil }
        guard let share = agreement.leadingShare else { return agreement.undefinedReason }
        return share < minimum ? "too few answers agree: a share of \(minimum) is needed" : nil
    }

    /// Those of a chain that failed before the one that answered.
    private func substituted(_ result: PanelResult) -> [String] {
        guard plan.isFallbackChain, let author = result.synthesis?.author else { return [] }
        return result.members.prefix { $0.member != author }.filter { $0.failure != nil }.map(\.member)
    }

    // MARK: Concluding

    private func conclude(
        _ result: inout PanelResult,
        _ best: (member: String, reason: String),
        _ considered: [(member: String, response: ModelResponse)]
    ) async {
        if let synthesis = plan.synthesis, considered.count > 1 {
            result.synthesis = await write(synthesis, &result, considered)
            if result.synthesis != nil { return }
        }
        guard let answer = considered.first(where: { $0.member == best.member }) else { return }
        result.synthesis = PanelSynthesis(
            answer.response,
            kind: considered.count == 1 ? .single : .bestOf,
            author: best.member,
            reason: best.reason
        )
    }

    /// Has one answer written out of several; `nil` when that fails, or what was written is not good enough.
    private func write(
        _ plan: SynthesisPlan,
        _ result: inout PanelResult,
        _ considered: [(member: String, response: ModelResponse)]
    ) async -> PanelSynthesis? {
        let answered = result.members.first { report in considered.contains { $0.member == report.member } }
        guard let writer = plan.lead ?? self.plan.members.first(where: { $0.id == answered?.member }) else {
            return nil
        }
        let isOwnJudge = considered.contains { $0.member == writer.id }
        if isOwnJudge {
            result.warnings.append("\(writer.id) wrote the answer out of answers of which one is its own")
        }
        let answers = considered.map(\.response.message.text)
        let (shown, warning) = conversation(for: writer, beside: answers, plan.analysis)
        if let warning { result.warnings.append(warning) }
        let prompt = SynthesisPrompt(shown, answers, plan.analysis)
        var call = call(writer, prompt.messages, isWriter: true)
        let report = await call.run()
        panel.note(report)
        result.writing = report
        guard let response = report.response, report.isGood else { return nil }
        return PanelSynthesis(
            response,
            kind: .synthesis,
            author: writer.id,
            reason: plan.lead == nil ? "it is the first that answered, and no lead was set" : "it is the lead",
            isOwnJudge: isOwnJudge,
            analysis: plan.analysis
        )
    }

    /// What the window of a writer holds of the conversation beside the answers, and what to say where that is not all.
    private func conversation(
        for writer: PanelMember,
        beside answers: [String],
        _ analysis: AnalysisType
    ) -> ([ModelMessage], warning: String?) {
        guard options.context == .recent else { return (messages, nil) }
        let others = SynthesisPrompt([], answers, analysis).messages[0].text.utf8.count
        var request = options.request(for: writer, messages, [])
        var cut = ContextCut(options.context, answerTokens: options.sampling.maxOutputTokens, turns: messages.count)
        cut.apply(to: &request, of: messages.count, for: writer.model, beside: TokenEstimate.likely(bytes: others))
        return (request.messages, cut.warning)
    }
}
