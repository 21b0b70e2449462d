import AssayModels
import Foundation
import Testing

/// A prompt with the kind of task a person took it for.
struct LabelledPrompt {
    let task: TaskType
    let text: String

    /// The prompts of a file of the Data folder, with the columns `label` and `prompt`, the latter in quotes.
    static func all(_ file: String) throws -> [LabelledPrompt] {
        let root = try #require(Bundle.module.resourceURL)
        let text = try String(contentsOf: root.appendingPathComponent("Data/\(file)"), encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let columns = line.split(separator: ",", maxSplits: 1)
            let task = try #require(TaskType(rawValue: String(columns[0])))
            let prompt = columns[1].dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
            return LabelledPrompt(task: task, text: prompt)
        }
    }
}
