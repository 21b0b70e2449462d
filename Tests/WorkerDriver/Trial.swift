import Assay
import Foundation

/// Tries plugins one after the other beside one that is sound.
struct Trial {
    private let good: any Tool
    private let plugins: [String]
    private let neighbours: Int

    static let timeout = Duration.milliseconds(300)

    init(_ words: ArraySlice<String>) throws {
        var words = Array(words)
        if words.first == "--beside", words.count > 1 {
            neighbours = Int(words[1]) ?? 0
            words.removeFirst(2)
        } else {
            neighbours = 0
        }
        good = try Caller.load(words.removeFirst())
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
            tool = try Caller.load(path)
        } catch {
            return ["stage": "load", "code": Self.code(error), "ms": Self.time(since: start)]
        }
        let begin = clock.now
        do {
            let first = try await Caller.ask(tool, timeout: Self.timeout)
            let time = Self.time(since: begin)
            let second = try await Caller.ask(tool, seed: 2, timeout: Self.timeout)
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
