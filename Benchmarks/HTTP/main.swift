import AssayCore
import AssayHTTP
import Foundation

/// Sends POST requests and prints the seconds it took.
///
/// Usage: `HTTPBenchmark URL REQUESTS CONCURRENCY FILE`, the file being the body.
func run(_ words: [String]) async throws {
    guard words.count == 4, let requests = Int(words[1]), let concurrency = Int(words[2]) else {
        throw AssayError(.invalidArgument, "usage: HTTPBenchmark URL REQUESTS CONCURRENCY FILE")
    }
    let request = HTTPRequest(
        "POST",
        words[0],
        headers: [
            HTTPHeader("content-type", "application/json"),
            HTTPHeader("authorization", prefix: "Bearer ", secret: Secret("key")),
        ],
        body: Array(try Data(contentsOf: URL(filePath: words[3])))
    )
    let client = try HTTPClient()
    let clock = ContinuousClock()
    let start = clock.now
    try await withThrowingTaskGroup(of: Void.self) { group in
        for place in 0..<concurrency {
            let share = requests / concurrency + (place < requests % concurrency ? 1 : 0)
            group.addTask {
                for _ in 0..<share {
                    let response = try await client.send(request)
                    guard response.status == 200, response.body.count >= 100 else {
                        throw AssayError(.toolFailed, "The server answered \(response.status).")
                    }
                }
            }
        }
        try await group.waitForAll()
    }
    print((clock.now - start) / .seconds(1))
}

try await run(Array(CommandLine.arguments.dropFirst()))
