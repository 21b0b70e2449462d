internal import AssayCore

/// What stores promise about keys, one caller at a time.
enum KeyChecks {
    static let all: [StoreRule] = [
        StoreRule("a free key is claimed, and a second claim waits for the first") { store, trial in
            _ = try await trial.token(store, StoreTrial.claim())
            let second = try await store.claim(StoreTrial.claim())
            trial.require(
                second == .inFlight(owner: "test", remaining: .seconds(10)),
                "the second claim must be in flight for 10 s with its owner; the answer is \(second)"
            )
        },
        StoreRule("a finished call is replayed byte for byte until its time to live has passed") { store, trial in
            let result = [UInt8](0...255)
            let token = try await trial.token(store, StoreTrial.claim())
            try await store.complete("k", token: token, result: result, ttl: .seconds(60))
            trial.clock.advance(by: .milliseconds(59_999))
            let replay = try await store.claim(StoreTrial.claim())
            trial.require(replay == .finished(result: result), "the result must come back; the answer is \(replay)")
            trial.clock.advance(by: .milliseconds(1))
            let next = try await trial.token(store, StoreTrial.claim())
            trial.require(next > token, "the token of the next claim must be larger")
        },
        StoreRule("another fingerprint is a conflict in every state") { store, trial in
            let other = StoreTrial.claim(fingerprint: "g")
            let token = try await trial.token(store, StoreTrial.claim())
            trial.require(try await store.claim(other) == .conflict, "in flight, it must be a conflict")
            try await store.complete("k", token: token, result: [1], ttl: .seconds(60))
            trial.require(try await store.claim(other) == .conflict, "finished, it must be a conflict")
            let lost = try await trial.token(store, StoreTrial.claim("l"))
            try await store.abandon("l", token: lost)
            let answer = try await store.claim(StoreTrial.claim("l", fingerprint: "g"))
            trial.require(answer == .conflict, "unknown, it must be a conflict")
        },
        StoreRule("a released key is free for any call") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            try await store.release("k", token: token)
            let next = try await trial.token(store, StoreTrial.claim(fingerprint: "g"))
            trial.require(next > token, "the token of the next claim must be larger")
        },
        StoreRule("a renewed lease holds longer") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            trial.clock.advance(by: .seconds(9))
            try await store.renew("k", token: token, lease: .seconds(10))
            trial.clock.advance(by: .seconds(9))
            let answer = try await store.claim(StoreTrial.claim())
            trial.require(
                answer == .inFlight(owner: "test", remaining: .seconds(1)),
                "the claim must hold for another second; the answer is \(answer)"
            )
        },
        StoreRule("after a crash a call that must not be repeated is unknown until resolved") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            trial.clock.advance(by: .seconds(10))
            for claim in [StoreTrial.claim(repeatable: true), StoreTrial.claim()] {
                let answer = try await store.claim(claim)
                trial.require(answer == .unknown, "the claim must be unknown; the answer is \(answer)")
            }
            await trial.requireError(.staleClaim, "completing an unknown call") { () throws(AssayError) in
                try await store.complete("k", token: token, result: [], ttl: .seconds(1))
            }
            trial.require(try await store.resolve("k"), "resolving must say that the key was unknown")
            trial.require(try await !store.resolve("k"), "resolving again must say that it was not")
            _ = try await trial.token(store, StoreTrial.claim())
        },
        StoreRule("after a crash a repeatable call runs again, and the first caller is fenced off") { store, trial in
            let first = try await trial.token(store, StoreTrial.claim(repeatable: true))
            trial.clock.advance(by: .seconds(10))
            let second = try await trial.token(store, StoreTrial.claim(repeatable: true))
            trial.require(second > first, "the second token must be larger")
            await trial.requireError(.staleClaim, "completing with the first token") { () throws(AssayError) in
                try await store.complete("k", token: first, result: [1], ttl: .seconds(60))
            }
            await trial.requireError(.staleClaim, "renewing with the first token") { () throws(AssayError) in
                try await store.renew("k", token: first, lease: .seconds(1))
            }
            await trial.requireError(.staleClaim, "releasing with the first token") { () throws(AssayError) in
                try await store.release("k", token: first)
            }
            await trial.requireError(.staleClaim, "abandoning with the first token") { () throws(AssayError) in
                try await store.abandon("k", token: first)
            }
            try await store.complete("k", token: second, result: [2], ttl: .seconds(60))
            let replay = try await store.claim(StoreTrial.claim())
            trial.require(replay == .finished(result: [2]), "the second caller's result must count")
        },
        StoreRule("who takes a call over is told the id under which it was begun") { store, trial in
            var claim = StoreTrial.claim(repeatable: true)
            claim.runID = "first"
            _ = try await trial.token(store, claim)
            for runID in ["second", nil] {
                trial.clock.advance(by: .seconds(10))
                claim.runID = runID
                let answer = try await store.claim(claim)
                guard case .takenOver(_, "first") = answer else {
                    trial.note("the id of the first run must come back; the answer is \(answer)")
                    continue
                }
            }
        },
        StoreRule("a late caller that nobody has replaced may still finish") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            trial.clock.advance(by: .seconds(11))
            try await store.complete("k", token: token, result: [3], ttl: .seconds(60))
            let replay = try await store.claim(StoreTrial.claim())
            trial.require(replay == .finished(result: [3]), "the result must count; the answer is \(replay)")
        },
        StoreRule("an abandoned call is unknown, even to a repeatable claim") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim(repeatable: true))
            try await store.abandon("k", token: token)
            let answer = try await store.claim(StoreTrial.claim(repeatable: true))
            trial.require(answer == .unknown, "the claim must be unknown; the answer is \(answer)")
        },
        StoreRule("a clock that is set back brings no key back") { store, trial in
            let token = try await trial.token(store, StoreTrial.claim())
            try await store.complete("k", token: token, result: [1], ttl: .seconds(60))
            trial.clock.advance(by: .seconds(61))
            _ = try await store.claim(StoreTrial.claim("other"))
            trial.clock.advance(by: .seconds(-40))
            _ = try await trial.token(store, StoreTrial.claim())
        },
        StoreRule("purging removes finished keys past their time, some at a time, and nothing else") { store, trial in
            for key in ["a", "b", "c", "d"] {
                let token = try await trial.token(store, StoreTrial.claim(key))
                let ttl = Duration.seconds(key == "d" ? 60 : 1)
                try await store.complete(key, token: token, result: [], ttl: ttl)
            }
            _ = try await store.claim(StoreTrial.claim("open"))
            let lost = try await trial.token(store, StoreTrial.claim("lost"))
            try await store.abandon("lost", token: lost)
            trial.clock.advance(by: .seconds(5))
            let first = try await store.purge(limit: 2)
            let second = try await store.purge(limit: 2)
            trial.require(first == 2 && second == 1, "2 and 1 keys must go, not \(first) and \(second)")
            trial.require(try await store.claim(StoreTrial.claim("d")) == .finished(result: []), "d must stay")
            trial.require(try await store.claim(StoreTrial.claim("lost")) == .unknown, "the lost key must stay")
        },
        StoreRule("keys, leases and times to live outside the limits are refused") { store, trial in
            for key in ["", String(repeating: "x", count: 256), "a\0b"] {
                await trial.requireError(.invalidArgument, "a key of \(key.utf8.count) bytes") {
                    () throws(AssayError) in _ = try await store.claim(StoreTrial.claim(key))
                }
            }
            var claim = StoreTrial.claim()
            claim.lease = .zero
            let endless = claim
            await trial.requireError(.invalidArgument, "a lease of 0") { () throws(AssayError) in
                _ = try await store.claim(endless)
            }
            let token = try await trial.token(store, StoreTrial.claim())
            await trial.requireError(.invalidArgument, "a time to live of 0") { () throws(AssayError) in
                try await store.complete("k", token: token, result: [], ttl: .zero)
            }
            _ = try await trial.token(store, StoreTrial.claim(String(repeating: "é", count: 127)))
        },
    ]
}
