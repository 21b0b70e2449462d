import Assay
import AssayTesting
import Foundation

/// What the check of a plugin found, for people and for programs.
struct PluginFindings: Sendable {
    let path: String
    var tools: [Tool] = []

    /// The checks of one tool; without a name those of the plugin itself.
    struct Tool: Sendable {
        let name: String?
        let version: String?
        let checks: [ConformanceCheck]
    }

    var counts: (passed: Int, failed: Int, notApplicable: Int) {
        var counts = (passed: 0, failed: 0, notApplicable: 0)
        for check in tools.flatMap(\.checks) {
            switch check.finding {
            case .passed: counts.passed += 1
            case .failed: counts.failed += 1
            case .notApplicable: counts.notApplicable += 1
            }
        }
        return counts
    }

    var text: String {
        var lines: [String] = []
        for tool in tools {
            lines.append(([path] + [tool.name, tool.version].compactMap(\.self)).joined(separator: "  "))
            lines += tool.checks.flatMap(\.lines)
        }
        let counts = counts
        lines.append("\(counts.passed) passed, \(counts.failed) failed, \(counts.notApplicable) not applicable")
        return lines.map { Terminal.clean($0) + "\n" }.joined()
    }

    var document: Value {
        let counts = counts
        return [
            "path": .string(path), "passed": Value(counts.passed), "failed": Value(counts.failed),
            "not_applicable": Value(counts.notApplicable),
            "tools": .array(
                tools.map { tool in
                    [
                        "name": .orNull(tool.name), "version": .orNull(tool.version),
                        "checks": .array(tool.checks.map(\.document)),
                    ]
                }
            ),
        ]
    }
}

extension ConformanceCheck {
    private var words: (finding: String, code: String, message: String?) {
        switch finding {
        case .passed(let remark): ("passed", "passed", remark)
        case .failed(let problem): ("FAILED", "failed", problem)
        case .notApplicable(let reason): ("not applicable", "not_applicable", reason)
        }
    }

    fileprivate var lines: [String] {
        let column = words.finding.padding(toLength: 16, withPad: " ", startingAt: 0)
        return ["  \(column)\(name)"] + (words.message.map { [String(repeating: " ", count: 20) + $0] } ?? [])
    }

    fileprivate var document: Value {
        ["name": .string(name), "finding": .string(words.code), "message": .orNull(words.message)]
    }
}
