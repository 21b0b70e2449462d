public import AssayCore

/// Checks that a store keeps the rules everything above it relies on.
///
/// Use it in the tests of a store, and expect every check to have no problems:
/// `for check in await StoreConformance.check({ clock in MyStore(clock: clock) }) { #expect(check.problems.isEmpty) }`
public enum StoreConformance {
    /// What a check found.
    public struct Check: Sendable, Hashable {
        /// The rule, in a few words.
        public let name: String
        /// What is wrong, one sentence each; empty where the store keeps the rule.
        public let problems: [String]
    }

    /// Runs all checks, each on a store of its own.
    ///
    /// - Parameter makeStore: Makes an empty store that reads the given clock.
    /// - Returns: what each check found.
    public static func check(_ makeStore: @Sendable (WallClock) async throws -> any StateStore) async -> [Check] {
        await check(KeyChecks.all, makeStore) + check(KeyRaceChecks.all, makeStore) + check(RunChecks.all, makeStore)
    }

    static func check<Subject>(
        _ rules: [ConformanceRule<Subject>],
        _ makeStore: @Sendable (WallClock) async throws -> Subject
    ) async -> [Check] {
        var checks: [Check] = []
        for rule in rules {
            let trial = StoreTrial()
            do {
                try await rule.body(makeStore(trial.clock.wallClock), trial)
            } catch {
                trial.note("it threw \(error)")
            }
            checks.append(Check(name: rule.name, problems: trial.problems))
        }
        return checks
    }
}

/// A rule of a state store.
typealias StoreRule = ConformanceRule<any StateStore>

/// A rule with the trial that finds out whether a subject keeps it.
struct ConformanceRule<Subject>: Sendable {
    let name: String
    let body: @Sendable (Subject, StoreTrial) async throws -> Void

    init(_ name: String, _ body: @escaping @Sendable (Subject, StoreTrial) async throws -> Void) {
        self.name = name
        self.body = body
    }
}
