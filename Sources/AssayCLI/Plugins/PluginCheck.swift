import Assay
import AssayTesting
import Foundation

/// What `assay plugin check` does: loads a plugin in worker processes and tries every rule on its tools.
struct PluginCheck {
    private let terminal: Terminal
    private let request: Value?
    private let tool: String?
    private let isolation: Isolation
    private let options: ConformanceOptions

    init(_ arguments: ParsedArguments, _ terminal: Terminal) throws {
        guard !arguments.has(.trust) else {
            throw UsageError("--trust would let a broken plugin end the check: plugins are checked in worker processes")
        }
        self.terminal = terminal
        request = try arguments.request()
        tool = arguments.string("tool")
        var workers = try arguments.workerOptions()
        // What crashed before must be tried again.
        workers.quarantine = CrashQuarantine()
        isolation = .worker(workers)
        let calls = try arguments.int("k") ?? ConformanceOptions().calls
        guard (1...1_000_000).contains(calls) else { throw UsageError("--k must be from 1 to 1,000,000") }
        options = ConformanceOptions(
            calls: calls,
            timeout: try arguments.duration("timeout") ?? ConformanceOptions().timeout
        )
    }

    func run(_ file: String) async throws -> ExitCode {
        let path = file.contains("/") ? file : "./" + file
        let tools: [any Tool]
        do {
            tools = try await onToolThread { [isolation] in try PluginLoader.load(path: path, isolation: isolation) }
        } catch let error as AssayError {
            let check = ConformanceCheck(name: "the plugin loads", finding: .failed(error.description))
            show(PluginFindings(path: path, tools: [PluginFindings.Tool(name: nil, version: nil, checks: [check])]))
            return .unavailable
        }
        var findings = PluginFindings(path: path)
        for tool in try chosen(of: tools) {
            let checks = try await onToolThreads { [request, options] in
                await ToolConformance.examine(tool, request: request, options: options)
            }
            let version = tool.descriptor.version
            findings.tools.append(PluginFindings.Tool(name: tool.name, version: version, checks: checks))
        }
        show(findings)
        return findings.counts.failed == 0 ? .success : .lowEvidence
    }

    private func chosen(of tools: [any Tool]) throws -> [any Tool] {
        let names = tools.map(\.name).joined(separator: ", ")
        guard let tool else {
            guard request == nil || tools.count == 1 else {
                throw UsageError("--request needs --tool NAME: the plugin has the tools \(names)")
            }
            return tools
        }
        guard let one = tools.first(where: { $0.name == tool }) else {
            throw AssayError(.unknownTool, "the plugin has no tool of that name; it has \(names)")
        }
        return [one]
    }

    private func show(_ findings: PluginFindings) {
        terminal.output(terminal.wantsJSON ? findings.document.canonicalJSON + "\n" : findings.text)
    }
}
