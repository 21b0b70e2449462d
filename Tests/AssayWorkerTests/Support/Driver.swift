import Assay
import Foundation
import TestSupport
import Testing

/// The program that runs plugins in a process of its own; see `Tests/WorkerDriver`.
enum Driver {
    /// Runs it, as somebody else, with more variables or elsewhere where asked to, and reads the lines it prints.
    static func lines(
        _ words: [String],
        user: UInt32? = nil,
        variables: [String: String] = [:],
        directory: String? = nil
    ) throws -> [Value] {
        let process = try start(words, user: user, variables: variables, directory: directory)
        let pipe = try #require(process.standardOutput as? Pipe)
        let output = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        return try output.split(separator: "\n").map { try Value(json: String($0)) }
    }

    /// Tries plugins one after the other, with the patience that a sanitizer needs.
    static func trial(
        _ words: [String],
        user: UInt32? = nil,
        variables: [String: String] = [:],
        directory: String? = nil
    ) throws -> [Value] {
        let words = ["trial", "--patience", "\(Sanitizer.patience)"] + words
        return try lines(words, user: user, variables: variables, directory: directory)
    }

    static func start(
        _ words: [String],
        user: UInt32? = nil,
        variables: [String: String] = [:],
        directory: String? = nil
    ) throws -> Process {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let prefix = user.map { ["setpriv", "--reuid", "\($0)", "--regid", "\($0)", "--clear-groups"] } ?? []
        process.arguments = prefix + [try Package.product("WorkerDriver")] + words
        process.standardOutput = Pipe()
        var environment = ProcessInfo.processInfo.environment
        environment["OPENAI_API_KEY"] = "canary"
        environment.merge(variables) { $1 }
        process.environment = environment
        if let directory { process.currentDirectoryURL = URL(filePath: directory) }
        try process.run()
        return process
    }
}
