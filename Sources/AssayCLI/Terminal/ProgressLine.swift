import Assay
import Synchronization

/// Follows the events of a run and keeps one line up to date.
final class ProgressLine: Sendable {
    private struct State {
        var k = 0
        var started = 0
        var done = 0
        var failed = 0
        var summary = ""
        var hasQuoted = false
    }

    private let state = Mutex(State())
    private let terminal: Terminal

    init(_ terminal: Terminal) { self.terminal = terminal }

    func receive(_ event: Event) {
        if case .warning(let message, let replicate) = event.kind {
            terminal.note("warning: \(replicate.map { $0 + ": " } ?? "")\(Terminal.clean(message))")
        }
        if case .tool(let replicate, "worker.output", let data) = event.kind, let words = data["stderr_tail"]?.string {
            quote(words, of: replicate)
        }
        let line = state.withLock { state -> String? in
            guard Self.update(&state, event.kind) else { return nil }
            let failures = state.failed > 0 ? ", \(state.failed) failed" : ""
            return "\(state.done) of \(state.k) replicates\(failures)\(state.summary)"
        }
        if let line { terminal.progress(line) } else if case .bundleReady = event.kind { terminal.clearProgress() }
    }

    /// Shows the last words of the first plugin process that crashed: others would say much of the same.
    private func quote(_ words: String, of replicate: String) {
        let isFirst = state.withLock { state in
            defer { state.hasQuoted = true }
            return !state.hasQuoted
        }
        guard isFirst else { return }
        let text = Terminal.cleanLines(words.last?.isNewline == true ? String(words.dropLast()) : words)
        terminal.note("\(replicate) failed; the last its plugin wrote to stderr:\n\(text)")
    }

    /// - Returns: whether the line has changed.
    private static func update(_ state: inout State, _ kind: Event.Kind) -> Bool {
        switch kind {
        case .toolStarted(_, _, let k, _): state.k = k
        case .replicateDone(_, let isValid, _, _):
            state.done += 1
            if !isValid { state.failed += 1 }
            // A million lines would take longer than the run.
            return state.k <= 2000 || state.done % (state.k / 1000) == 0
        case .partialSummary(_, _, let confidence?, _):
            state.summary = ", confidence \((confidence * 1000).rounded() / 1000)"
        case .progress(let replicate, let fraction, let message):
            state.summary = ", \(replicate) \(Int(max(0, min(1, fraction)) * 100)) % \(message)"
        default: return false
        }
        return true
    }
}
