import Foundation

// Runs plugins in workers and prints one JSON line per result, for tests and benchmarks that need a process of their own to
// count in.
let words = Array(CommandLine.arguments.dropFirst())
switch words.first {
case "trial": try await Trial(words.dropFirst()).run()
case "calls": try await CallBenchmark(words.dropFirst()).run()
case "cold": try ColdBenchmark(words.dropFirst()).run()
case "hang": try await Hang(words.dropFirst()).run()
case "late": try await LateBenchmark(words.dropFirst()).run()
case "crowd": try await CrowdBenchmark(words.dropFirst()).run()
case "sandbox": try SandboxBenchmark(words.dropFirst()).run()
case "cancel": try await CancelBenchmark(words.dropFirst()).run()
case "soak": try await SoakBenchmark(words.dropFirst()).run()
case "amplification": try await AmplificationBenchmark(words.dropFirst()).run()
case "determinism": try await DeterminismBenchmark(words.dropFirst()).run()
default:
    print(
        """
        usage: WorkerDriver trial [--beside N] [--patience N] GOOD BROKEN… | hang PLUGIN
               WorkerDriver calls|cold|late|sandbox|cancel N PLUGIN | crowd GOOD HANGING…
               WorkerDriver soak SECONDS|NUMBERruns GOOD BROKEN STORE | amplification N | determinism N
        """
    )
    exit(64)
}
