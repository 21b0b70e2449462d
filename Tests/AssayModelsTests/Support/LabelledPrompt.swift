import AssayModels
import Foundation
import Testing

/// A prompt with the kinds of task a person took it for, the main one first.
struct LabelledPrompt {
    let tasks: [TaskType]
    let text: String

    /// The prompts of a file of the Data folder, with the columns `label` and `prompt`.
    ///
    /// Labels are joined by `+`; prompts are in quotes, and `⏎` in them stands for a line end.
    static func all(_ file: String) throws -> [LabelledPrompt] {
        let root = try #require(Bundle.module.resourceURL)
        let text = try String(contentsOf: root.appendingPathComponent("Data/\(file)"), encoding: .utf8)
        return try text.split(separator: "\n").dropFirst().map { line in
            let columns = line.split(separator: ",", maxSplits: 1)
            let tasks = try columns[0].split(separator: "+").map { try #require(TaskType(rawValue: String($0))) }
            let prompt = columns[1].dropFirst().dropLast().replacingOccurrences(of: "\"\"", with: "\"")
            return LabelledPrompt(tasks: tasks, text: prompt.replacingOccurrences(of: "⏎", with: "\n"))
        }
    }
}
