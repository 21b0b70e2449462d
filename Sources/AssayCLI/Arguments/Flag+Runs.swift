/// What every command that runs replicates may be told.
extension Flag {
    static let replicates = Flag(
        name: "k",
        value: "N",
        help: "how many replicates are wanted, 1 to 1,000,000 (default 3)"
    )
    static let rootSeed = Flag(name: "root-seed", value: "N", help: "derive all seeds from this number")
    static let epsilon = Flag(
        name: "epsilon",
        value: "E",
        help: "the risk the rule stability(E) takes, 0 to 1 (default 0.2)"
    )
    static let rounds = Flag(
        name: "rounds",
        value: "KIND",
        help: "fewest (default): no replicate is wasted; eager: as many as may run"
    )
    static let timeout = Flag(name: "timeout", value: "TIME", help: "time limit of one attempt: 500ms, 2s, 1.5m, 1h")
    static let deadline = Flag(name: "deadline", value: "TIME", help: "time limit of the whole run")
    static let minConfidence = Flag(
        name: "min-confidence",
        value: "P",
        help: "abstain below this confidence, 0 to 1"
    )
    static let task = Flag(name: "task", value: "TEXT", help: "what the run is for; written into the bundle")
    static let noRequest = Flag(
        name: "no-request",
        value: nil,
        help: "write only the request's SHA-256 into the bundle"
    )
}
