import AssayCore
import AssayStatistics
import AssayStorage
import Foundation

/// What the process does with a store.
struct Driver {
    let path: String
    let store: SQLiteStateStore

    init(path: String) async throws {
        self.path = path
        store = try await SQLiteStateStore(path: path)
    }

    /// Does what the arguments ask for, and closes the store.
    ///
    /// - Returns: whether they ask for something there is.
    static func perform(_ arguments: [String]) async throws -> Bool {
        let driver = try await Driver(path: arguments[2])
        switch (arguments[1], arguments.count) {
        case ("race", 4): try await driver.race(keys: Int(arguments[3]) ?? 0)
        case ("conflict", 4): try await driver.conflict(keys: Int(arguments[3]) ?? 0)
        case ("record", 3): try await driver.record()
        case ("open", 3): break
        case ("count", 3): try await driver.count()
        case ("run", 3): try await driver.run()
        case ("recover", 3): try await driver.recover()
        case ("call", 5): try await driver.call(.string(arguments[3]), mode: arguments[4])
        default: return false
        }
        await driver.store.close()
        return true
    }

    /// One line in one write, which no other process can get between.
    static func log(_ line: String, to path: String) {
        let descriptor = open(path + ".log", O_WRONLY | O_APPEND | O_CREAT, 0o600)
        _ = Array((line + "\n").utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        close(descriptor)
    }

    func log(_ line: String) { Self.log(line, to: path) }

    func race(keys: Int) async throws {
        for number in 0..<keys {
            guard case .claimed(let token) = try await claim(number, "f") else { continue }
            log("key-\(number)")
            try await store.complete("key-\(number)", token: token, result: [1, 2, 3], ttl: .seconds(3600))
        }
    }

    func conflict(keys: Int) async throws {
        var refused = 0
        for number in 0..<keys where try await claim(number, "other") == .conflict { refused += 1 }
        print((["keys": Value(keys), "refused": Value(refused)] as Value).canonicalJSON)
    }

    func count() async throws {
        try await store.checkIntegrity()
        var counts = Object()
        for run in try await store.runs(limit: .max, earlierThan: nil) { counts[run.id] = Value(run.replicates) }
        print(Value.object(counts).canonicalJSON)
    }

    private func claim(_ number: Int, _ fingerprint: String) async throws -> ClaimAnswer {
        try await store.claim(
            IdempotencyClaim(
                key: "key-\(number)",
                fingerprint: fingerprint,
                owner: "driver",
                lease: .seconds(60),
                isRepeatable: false
            )
        )
    }

    func record() async throws {
        let id = "run-\(getpid())"
        let builder = BundleBuilder(
            tool: ToolDescriptor(name: "driver"),
            request: [:],
            options: BundleOptions(k: 1_000_000, stop: NeverRule())
        )
        let execution = ExecutionRecord(
            runID: id,
            traceID: String(repeating: "a", count: 32),
            executor: "test",
            maxParallel: 1
        )
        try await store.begin(builder.plan(execution: execution))
        log("begun \(id)")
        for index in 0... {
            let replicate = Replicate(index: index, seed: UInt64(index), data: ["x": .integer(Int64(index))])
            try await store.record([replicate], of: id)
            log("recorded \(index) \(id)")
        }
    }
}
