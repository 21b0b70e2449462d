import Assay

/// Finds the command a line asks for, runs it, and turns errors into messages and exit codes.
enum CommandLineTool {
    static let version = "0.1.0"

    static func run(_ words: [String]) async -> ExitCode {
        var terminal: Terminal?
        do {
            let plain = try Terminal(arguments: nil, wantsJSON: words.contains("--json"))
            terminal = plain
            guard let name = words.first, !["help", "--help", "-h"].contains(name) else {
                return try help(Array(words.dropFirst()), plain, isAsked: !words.isEmpty)
            }
            if name == "--version" || name == "version" {
                let document: Value = ["version": .string(version)]
                plain.output(plain.wantsJSON ? document.canonicalJSON + "\n" : "assay \(version)\n")
                return plain.exitCode(.success)
            }
            let command = try command(named: name)
            let arguments = try ParsedArguments(Array(words.dropFirst()), for: command)
            if arguments.wantsHelp {
                plain.output(command.help)
                return plain.exitCode(.success)
            }
            let own = try Terminal(arguments: arguments)
            terminal = own
            return own.exitCode(try await command.run(arguments, own))
        } catch {
            terminal?.fail(error)
            return ExitCode(for: error)
        }
    }

    private static func command(named name: String) throws -> CommandSpec {
        if let command = CommandSpec.all.first(where: { $0.name == name }) { return command }
        let near = Suggestion.nearest(to: name, among: CommandSpec.all.map(\.name) + ["help", "version"])
        throw UsageError("no command has that name\(near.map { "; did you mean assay \($0)?" } ?? "; see assay help")")
    }

    private static func help(_ words: [String], _ terminal: Terminal, isAsked: Bool) throws -> ExitCode {
        if let name = words.first {
            terminal.output(try command(named: name).help)
        } else if isAsked {
            terminal.output(CommandSpec.overview)
        } else {
            terminal.message(String(CommandSpec.overview.dropLast()))
            return .usage
        }
        return terminal.exitCode(.success)
    }
}
