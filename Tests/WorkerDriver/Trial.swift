import Assay
import Foundation

/// Tries plugins one after the other beside one that is sound.
struct Trial {
    private let good: any Tool
    private let plugins: [String]
    private let neighbours: Int
    private let patience: Int

    private var timeout: Duration { Duration.milliseconds(300) * patience }

    init(_ words: ArraySlice<String>) throws {
        var words = Array(words)
        var options = ["--beside": 0, "--patience": 1]
        while words.count > 1, options[words[0]] != nil {
            options[words[0]] = Int(words[1])
            words.removeFirst(2)
        }
        neighbours = options["--beside"] ?? 0
        patience = options["--patience"] ?? 1
        good = try Caller.load(words.removeFirst(), loadTimeout: Caller.loadTimeout * patience)
        plugins = words
    }

    func run() async throws {
        _ = try await Caller.ask(good)
        let busy = (0..<neighbours).map { number in
            Task(executorPreference: ThreadPerJob.shared) { [good] in
                var count = 0
                while !Task.isCancelled {
                    _ = try await good.execute(ToolCall(request: [:], seed: UInt64(number)))
                    count += 1
                }
                return count
            }
        }
        // The runtime keeps a timer, which it opens at some time or now.
        try await Task.sleep(for: .milliseconds(1))
        let (descriptors, children, standing) = (Holdings.descriptors, Holdings.children, Holdings.standing)
        for path in plugins {
            var line = await attempt(path)
            line["path"] = .string(path)
            line["good"] = .bool((try? await Caller.ask(good)) != nil)
            line["more_descriptors"] = Value(Holdings.descriptors - descriptors)
            line["more_children"] = Value(Holdings.children - children)
            line["is_unchanged"] = .bool(Holdings.standing == standing)
            print(Value.object(line).canonicalJSON)
        }
        var calls = 0
        for task in busy {
            task.cancel()
            calls += try await task.value
        }
        print((["neighbour_calls": Value(calls)] as Value).canonicalJSON)
    }

    private func attempt(_ path: String) async -> Object {
        let clock = ContinuousClock()
        let start = clock.now
        let tool: any Tool
        do {
            tool = try Caller.load(path, loadTimeout: Caller.loadTimeout * patience)
        } catch {
            return ["stage": "load", "code": Self.code(error), "ms": Self.time(since: start)]
        }
        let begin = clock.now
        do {
            let first = try await Caller.ask(tool, timeout: timeout)
            let time = Self.time(since: begin)
            let second = try await Caller.ask(tool, seed: 2, timeout: timeout)
            return [
                "stage": "answer", "ms": time, "possible": first["possible"] ?? .null,
                "is_other_worker": .bool(first["pid"] != second["pid"]),
            ]
        } catch {
            return ["stage": "call", "code": Self.code(error), "ms": Self.time(since: begin)]
        }
    }

    private static func code(_ error: any Error) -> Value {
        .string((error as? AssayError)?.code.rawValue ?? "\(error)")
    }

    private static func time(since start: ContinuousClock.Instant) -> Value {
        .integer((ContinuousClock.now - start).wholeMilliseconds)
    }
}
