internal import AssayCore

/// What stores promise about runs.
enum RunChecks {
    static let all: [StoreRule] = [
        StoreRule("a run is read back as it was recorded") { store, trial in
            let plan = try StoredSamples.plan("run-1")
            try await store.begin(plan)
            try await store.record([StoredSamples.replicates[1]], of: "run-1")
            try await store.record(StoredSamples.replicates, of: "run-1")
            let began = StoredAttempt(replicate: 0, number: 1, reserved: Usage(tokens: 10, costUSD: 0.5))
            let ended = StoredAttempt(
                replicate: 1,
                number: 1,
                reserved: Usage(tokens: 10),
                ending: Attempt(
                    number: 1,
                    failure: AssayError(.timeout, "too late", isRetryable: true),
                    usage: Usage(tokens: 3),
                    elapsedMS: 7,
                    delayMS: 2,
                    tool: "other"
                )
            )
            try await store.record(ended, of: "run-1")
            try await store.record(began, of: "run-1")
            let run = try await store.run("run-1")
            trial.require(run?.plan.json == plan.json, "the plan must be the same to the byte")
            trial.require(run?.replicates == StoredSamples.replicates, "the replicates must be the same, in order")
            trial.require(run?.attempts == [began, ended], "the attempts must be the same, in order")
            trial.require(run?.openAttempts == [began], "the attempt that never ended must be open")
            trial.require(run?.bundle == nil, "there must be no bundle yet")
        },
        StoreRule("an interrupted run gives a bundle with everything that was recorded") { store, trial in
            try await store.begin(StoredSamples.plan("run-1", k: 5))
            let (first, third) = (StoredSamples.replicates[0], StoredSamples.replicate(2))
            let lost = StoredAttempt(replicate: 3, number: 1, reserved: Usage(tokens: 10))
            try await store.record(RunProgress(attempts: [lost], replicates: [first, third]), of: "run-1")
            let bundle = try await store.run("run-1")?.interrupted()
            trial.require(bundle?.replicates.map(\.data) == [first.data, nil, third.data, nil], "all must be in it")
            trial.require(bundle?.replicates[1].failure?.code == .cancelled, "what is missing must count as cancelled")
            trial.require(bundle?.replicates[3].spent == lost.reserved, "a lost attempt must cost what was reserved")
            trial.require(bundle?.meta.endedBy == .cancelled, "it must say that the run was cut short")
        },
        StoreRule("attempts and replicates are recorded together or not at all") { store, trial in
            await trial.requireError(.unknownRun, "recording in no run") { () throws(AssayError) in
                try await store.record(
                    RunProgress(
                        attempts: [StoredAttempt(replicate: 0, number: 1, reserved: Usage())],
                        replicates: StoredSamples.replicates
                    ),
                    of: "run-1"
                )
            }
            try await store.begin(StoredSamples.plan("run-1"))
            let run = try await store.run("run-1")
            trial.require(run?.replicates == [] && run?.attempts == [], "nothing must have been kept")
        },
        StoreRule("a run is not taken over from a process that is alive") { store, trial in
            await trial.requireError(.unknownRun, "resuming no run") { () throws(AssayError) in
                _ = try await store.resume("run-1")
            }
            try await store.begin(StoredSamples.plan("run-1"))
            await trial.requireError(.inFlight, "resuming a run of this process") { () throws(AssayError) in
                _ = try await store.resume("run-1")
            }
            try await store.finish("run-1", with: StoredSamples.bundle("run-1"))
            await trial.requireError(.invalidArgument, "resuming a finished run") { () throws(AssayError) in
                _ = try await store.resume("run-1")
            }
        },
        StoreRule("a finished run keeps its bundle and takes nothing more") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            let bundle = try StoredSamples.bundle("run-1")
            try await store.finish("run-1", with: bundle)
            try await store.finish("run-1", with: bundle)
            let run = try await store.run("run-1")
            trial.require(run?.bundle?.json == bundle.json, "the bundle must be the same to the byte")
            try await store.append(StoredSamples.events("run-1"), to: "run-1")
            await trial.requireError(.invalidArgument, "recording a replicate afterwards") { () throws(AssayError) in
                try await store.record(StoredSamples.replicates, of: "run-1")
            }
            let record = try await store.runs(limit: 1, earlierThan: nil).first
            trial.require(record?.outcome == bundle.outcome, "the list must show the outcome")
            trial.require(record?.digest == bundle.digest, "the list must show the digest")
            trial.require(record?.replicates == 2 && record?.k == 2, "the list must show the replicates")
        },
        StoreRule("an attempt that ended is not reopened, and recording twice changes nothing") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            let began = StoredAttempt(replicate: 0, number: 1, reserved: Usage(tokens: 1))
            var ended = began
            ended.ending = Attempt(number: 1, usage: Usage(tokens: 1))
            for attempt in [began, ended, began, ended] { try await store.record(attempt, of: "run-1") }
            let attempts = try await store.run("run-1")?.attempts
            trial.require(attempts == [ended], "there must be one attempt, with its ending")
        },
        StoreRule("events come back in order, from any number on, each once") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            let events = StoredSamples.events("run-1")
            try await store.append(Array(events.prefix(2)), to: "run-1")
            try await store.append(events, to: "run-1")
            let all = try await store.events(of: "run-1", from: 0)
            trial.require(all == events.map(\.encoded), "all events must come back as they were encoded")
            let next = try await store.run("run-1")?.nextEvent
            trial.require(next == events.count, "the number of the next event must be known")
            let rest = try await store.events(of: "run-1", from: 2)
            trial.require(rest == events.dropFirst(2).map(\.encoded), "the rest must start at the number")
        },
        StoreRule("runs are listed the latest first, in pages") { store, trial in
            for id in ["run-a", "run-c", "run-b"] {
                try await store.begin(StoredSamples.plan(id))
                trial.clock.advance(by: .seconds(1))
            }
            let first = try await store.runs(limit: 2, earlierThan: nil)
            trial.require(first.map(\.id) == ["run-b", "run-c"], "the first page must be run-b, run-c")
            trial.require(
                first.map(\.startedMS) == [1_700_000_002_000, 1_700_000_001_000],
                "runs must carry the time at which they were begun"
            )
            let second = try await store.runs(limit: 2, earlierThan: "run-c")
            trial.require(second.map(\.id) == ["run-a"], "the second page must be run-a")
            trial.require(second.first?.outcome == nil, "a run that goes on has no outcome")
        },
        StoreRule("ids are unique, and a run that was not begun is refused") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            await trial.requireError(.invalidArgument, "beginning a run twice") { () throws(AssayError) in
                try await store.begin(StoredSamples.plan("run-1"))
            }
            await trial.requireError(.unknownRun, "recording in no run") { () throws(AssayError) in
                try await store.record(StoredSamples.replicates, of: "run-2")
            }
            await trial.requireError(.unknownRun, "appending to no run") { () throws(AssayError) in
                try await store.append(StoredSamples.events("run-2"), to: "run-2")
            }
            await trial.requireError(.unknownRun, "finishing no run") { () throws(AssayError) in
                try await store.finish("run-2", with: StoredSamples.bundle("run-2"))
            }
            await trial.requireError(.unknownRun, "reading events of no run") { () throws(AssayError) in
                _ = try await store.events(of: "run-2", from: 0)
            }
            trial.require(try await store.run("run-2") == nil, "there must be no such run")
        },
        StoreRule("a run that goes on is not deleted") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            await trial.requireError(.inFlight, "deleting a run of this process") { () throws(AssayError) in
                try await store.delete("run-1")
            }
            try await store.record(StoredSamples.replicates, of: "run-1")
            trial.require(try await store.run("run-1")?.replicates.count == 2, "the run must go on as before")
        },
        StoreRule("a deleted run is gone with all that belongs to it") { store, trial in
            try await store.begin(StoredSamples.plan("run-1"))
            try await store.record(StoredSamples.replicates, of: "run-1")
            try await store.finish("run-1", with: StoredSamples.bundle("run-1"))
            trial.require(try await store.delete("run-1"), "deleting must say that there was a run")
            trial.require(try await !store.delete("run-1"), "deleting again must say that there was none")
            trial.require(try await store.run("run-1") == nil, "the run must be gone")
            trial.require(try await store.runs(limit: 9, earlierThan: nil).isEmpty, "the list must be empty")
            try await store.begin(StoredSamples.plan("run-1"))
            trial.require(try await store.run("run-1")?.replicates == [], "a new run must start empty")
        },
    ]
}
