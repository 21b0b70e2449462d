import Foundation

// Runs plugins in workers and prints one JSON line per result, for tests that need a process of their own to count in.
let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "trial": try await Trial(words.dropFirst()).run()
case "calls": try await CallBenchmark(words.dropFirst()).run()
case "cold": try ColdBenchmark(words.dropFirst()).run()
case "hang": try await Hang(words.dropFirst()).run()
default:
    print("usage: WorkerDriver trial [--beside N] GOOD BROKEN… | calls N PLUGIN | cold N PLUGIN | hang PLUGIN")
    exit(64)
}
