extension Flag {
    static let modelsFile = Flag(
        name: "models-file",
        value: "FILE",
        help: "models laid over the built-in ones and those of ~/.config/assay/models.yaml"
    )
    static let cache = Flag(
        name: "cache",
        value: "FILE|DIR",
        help: "keep answers here, and do not ask again what was answered; each replicate has its own"
    )
    static let cacheTTL = Flag(
        name: "cache-ttl",
        value: "TIME",
        help: "how old an answer of the cache may be: 30m, 1h, 720h (default 24h)"
    )
    static let taskType = Flag(
        name: "task",
        value: "T",
        help: "what is to be done, such as code_generation (default: judged by the prompt)"
    )
    static let check = Flag(
        name: "check",
        value: nil,
        help: "ask each provider for its models: who takes the key, which local servers answer; no model is asked"
    )

    /// How providers are reached.
    static let reaching = [keyFile, allowHTTP, caFile]

    /// What asks the models of a bundle again.
    static let askingAgain = [replay, baseURL, keyFile, allowHTTP, caFile, modelsFile]
}
