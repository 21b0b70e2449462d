// Lets every parser bomb off and prints for each what it cost: a JSON object with the time in milliseconds, by how many KiB
// the memory in use rose at most, and whether the reader said what it must.
import AssayCore
import Foundation
import ParserBombs

/// A figure of this process in KiB, as Linux tells it.
func figure(_ name: String) -> Int {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix(name + ":") }
    return line?.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst().first.flatMap { Int($0) } ?? 0
}

let clock = ContinuousClock()
for bomb in ParserBomb.all {
    let read = try bomb.prepare()
    // Five clears the mark of the most memory that was in use.
    try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
    let before = figure("VmRSS")
    var refusal: String?
    let time = clock.measure { refusal = read() }
    let line: Value = [
        "bomb": .string(bomb.name), "ms": .number(time / .milliseconds(1)), "more_kib": Value(figure("VmHWM") - before),
        "as_expected": .bool(bomb.isMet(by: refusal)), "refusal": .orNull(refusal.map { String($0.prefix(200)) }),
    ]
    print(line.canonicalJSON)
}
