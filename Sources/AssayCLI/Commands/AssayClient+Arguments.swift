import Assay
import Foundation

extension AssayClient {
    /// Loads what `--plugin` names, then the search path; says what was refused.
    func load(_ arguments: ParsedArguments, _ terminal: Terminal) async throws -> PluginReport {
        var report = PluginReport()
        let isolation = try arguments.isolation()
        for path in try arguments.strings(.plugin) + arguments.plannedPlugins() {
            let loaded = try await loadPlugins(from: path, isolation: isolation)
            report.tools += loaded.tools
            report.refused += loaded.refused
        }
        let found = try await loadPlugins(isolation: isolation)
        report.tools += found.tools
        report.refused += found.refused
        for refusal in report.refused { terminal.note("refused: \(Terminal.clean(refusal.reason.message))") }
        return report
    }
}

extension ParsedArguments {
    /// Where plugins and functions run.
    fileprivate func isolation() throws -> Isolation {
        guard has(.trust) else { return .worker(try workerOptions()) }
        if let flag = Flag.sandbox.first(where: has) {
            throw UsageError("--trust runs plugins without a sandbox or limits: leave out --\(flag.name)")
        }
        return .inProcess
    }

    /// How worker processes are run.
    func workerOptions() throws -> WorkerOptions {
        var options = WorkerOptions(
            sandbox: has(.allowUnsandboxed) ? .ifAvailable : .required,
            readable: try places(.allowRead),
            writable: try places(.allowWrite),
            reachesNetwork: has(.allowNetwork),
            processorLimit: try duration(Flag.processorLimit.name),
            quarantine: Self.quarantine
        )
        if let limit = try int(Flag.memoryLimit.name) {
            // Less does not hold a program, and more than this does not fit into an address.
            guard (64...(1 << 27)).contains(limit) else {
                throw UsageError("--memory-limit is in MiB, from 64 to 134217728")
            }
            options.memoryLimit = UInt64(limit) << 20
            options.residentLimit = max(options.residentLimit, options.memoryLimit / 4)
        }
        return options
    }

    /// Files and directories that an option names, which must be there: a mistyped one would do nothing.
    private func places(_ flag: Flag) throws -> [String] {
        try strings(flag).map { path in
            guard FileManager.default.fileExists(atPath: path) else {
                throw UsageError("--\(flag.name) \(path): there is no such file or directory")
            }
            return URL(filePath: path).path(percentEncoded: false)
        }
    }

    /// What crashed in earlier commands counts, too.
    static let quarantine =
        CrashQuarantine.defaultPath(environment: ProcessInfo.processInfo.environment).map(CrashQuarantine.persistent)
        ?? .shared

    /// The object `--request` gives; `nil` when it is not given.
    func request() throws -> Value? { try json(Flag.request.name) }

    /// JSON from an option: text, a file after `@`, or stdin for `-`.
    func json(_ name: String) throws -> Value? {
        guard let text = string(name) else { return nil }
        if text.hasPrefix("@") {
            guard text.count > 1 else { throw UsageError("--\(name) needs the name of a file after @") }
            return try JSONFile.read(String(text.dropFirst()))
        }
        do throws(AssayError) {
            return text == "-" ? try Self.standardInput() : try Value(json: text)
        } catch {
            throw AssayError(error.code, "--\(name): \(error.message)")
        }
    }

    /// JSON from an operand: text, a file after `@`, or stdin for `-`.
    func json(operand text: String) throws -> Value {
        if text.hasPrefix("@") { return try JSONFile.read(String(text.dropFirst())) }
        do throws(AssayError) {
            return text == "-" ? try Self.standardInput() : try Value(json: text)
        } catch {
            throw AssayError(error.code, "the request: \(error.message)")
        }
    }

    /// Text from an operand: itself, a file after `@`, or stdin for `-`; a line end at the end of a file is dropped.
    func text(operand: String) throws -> String {
        guard operand == "-" || operand.hasPrefix("@") else { return operand }
        let text = try operand == "-" ? Self.standardInputText() : TextFile.read(String(operand.dropFirst()))
        return text.last?.isNewline == true ? String(text.dropLast()) : text
    }

    private static func standardInputText() throws(AssayError) -> String {
        guard let text = String(validating: standardInput(upTo: 1 << 20), as: UTF8.self), text.utf8.count <= 1 << 20
        else { throw AssayError(.fileError, "what stdin gives is over 1 MiB or not UTF-8") }
        return text
    }

    private static func standardInput() throws(AssayError) -> Value {
        let limits = JSONLimits()
        return try Value(jsonBytes: standardInput(upTo: limits.maxBytes), limits: limits)
    }

    /// No more is read than a document may have, and one byte that tells there is more.
    private static func standardInput(upTo limit: Int) -> [UInt8] {
        var data = Data()
        while data.count <= limit,
            let piece = try? FileHandle.standardInput.read(upToCount: limit - data.count + 1), !piece.isEmpty
        {
            data += piece
        }
        return [UInt8](data)
    }

    /// The bundle file named as an operand.
    func bundle(_ operand: Int = 0) throws -> EvidenceBundle { try BundleFile.read(operands[operand]) }

    /// The calibrator that `--calibrator` names.
    func calibrator() throws -> CorrectnessCalibrator? {
        try string(Flag.calibrator.name).map { try CalibratorFile.read($0) }
    }
}
