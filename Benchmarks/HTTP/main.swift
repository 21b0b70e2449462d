import AssayCore
import AssayHTTP
import AssayModels
import Foundation
import Synchronization

/// Sends POST requests, and prints the seconds they took and the processor seconds of the program meanwhile.
///
/// Usage: `HTTPBenchmark send|respond URL REQUESTS CONCURRENCY FILE`, the file being the body. `send` transfers it; `respond`
/// asks a model through the provider for OpenAI, reads the answer and charges a budget with its usage.
func run(_ words: [String]) async throws {
    guard words.count == 5, let requests = Int(words[2]), let concurrency = Int(words[3]) else {
        throw AssayError(.invalidArgument, "usage: HTTPBenchmark send|respond URL REQUESTS CONCURRENCY FILE")
    }
    let body = Array(try Data(contentsOf: URL(filePath: words[4])))
    let work = words[0] == "send" ? try sending(words[1], body) : try responding(words[1], body)
    let clock = ContinuousClock()
    let start = clock.now
    let cpu = processorSeconds()
    try await withThrowingTaskGroup(of: Void.self) { group in
        for place in 0..<concurrency {
            let share = requests / concurrency + (place < requests % concurrency ? 1 : 0)
            group.addTask { for _ in 0..<share { try await work() } }
        }
        try await group.waitForAll()
    }
    print((clock.now - start) / .seconds(1), processorSeconds() - cpu)
}

func sending(_ url: String, _ body: [UInt8]) throws -> @Sendable () async throws -> Void {
    let client = try HTTPClient()
    let request = HTTPRequest(
        "POST",
        url,
        headers: [
            HTTPHeader("content-type", "application/json"),
            HTTPHeader("authorization", prefix: "Bearer ", secret: Secret("key")),
        ],
        body: body
    )
    return {
        let response = try await client.send(request)
        guard response.status == 200, response.body.count >= 100 else {
            throw AssayError(.toolFailed, "The server answered \(response.status).")
        }
    }
}

func responding(_ url: String, _ body: [UInt8]) throws -> @Sendable () async throws -> Void {
    let question = try Value(jsonBytes: body)
    let provider = try HTTPModelProvider(
        id: "openai",
        kind: .openAI,
        client: try HTTPClient(),
        base: url.replacingOccurrences(of: "/chat/completions", with: ""),
        key: Secret("key")
    )
    let request = ModelRequest(
        model: question["model"]?.string ?? "",
        messages: [.user(question["messages"]?[0]?["content"]?.string ?? "")],
        sampling: ModelSampling(seed: 11)
    )
    let price = ModelPrice(input: 1, output: 2)
    let meter = Mutex(BudgetMeter(limit: Budget(tokens: 1_000_000_000)))
    return {
        guard let reservation = meter.withLock({ $0.reserve(worstCase: Usage(tokens: 1000)) }) else {
            throw AssayError(.toolFailed, "The budget is too small.")
        }
        let response = try await provider.respond(to: request, limits: CallLimits())
        guard let usage = response.usage, response.message.text.utf8.count == 400 else {
            throw AssayError(.toolFailed, "The answer is not the server's.")
        }
        let tokens = usage.inputTokens + usage.outputTokens
        meter.withLock {
            $0.settle(reservation, used: Usage(tokens: tokens, costUSD: price.cost(usage)), elapsed: .zero)
        }
    }
}

/// What the program has used of all processors so far.
func processorSeconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

try await run(Array(CommandLine.arguments.dropFirst()))
