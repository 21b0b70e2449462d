import Assay

/// Times starting a worker with and without its sandbox, in turns.
struct SandboxBenchmark {
    private let count: Int
    private let path: String

    init(_ words: ArraySlice<String>) throws { (count, path) = try Caller.countAndPath(words, "sandbox") }

    func run() throws {
        var (bare, enclosed) = (Times(), Times())
        for _ in 0..<count {
            try bare.measure { _ = try Caller.load(path, sandbox: .off) }
            try enclosed.measure { _ = try Caller.load(path, sandbox: .required) }
        }
        let line: Value = [
            "starts": Value(count), "without": .object(bare.document), "with": .object(enclosed.document),
            "more_p50_ms": .number(enclosed.milliseconds(0.5) - bare.milliseconds(0.5)),
        ]
        print(line.canonicalJSON)
    }
}
