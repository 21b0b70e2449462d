import AssayCore
import Foundation

/// A fresh folder in which a user runs the program, with the examples in it.
struct Workplace {
    let folder: Folder
    private let program: String

    /// Makes the folder; the bundled plugins lie beside the program or not.
    init(hasPlugins: Bool = true) throws {
        folder = try Folder()
        program = try hasPlugins ? Installation.program() : Installation.bareProgram()
        try folder.folder("Examples")
        for name in ["Data", "Requests"] { try folder.copy(Package.path("Examples/\(name)"), as: "Examples/\(name)") }
    }

    static let kmeans = ["run", "kmeans", "--request", "@Examples/Requests/kmeans.json"]

    /// The words that run the tool that does what it is told; it keeps a file, so it must be trusted.
    static func probe(_ mode: String) throws -> [String] {
        ["run", "probe", "--trust", "--plugin", try Installation.probe(), "--request", #"{"mode":"\#(mode)"}"#]
    }

    /// How many calls the tool `probe` has had here.
    var probeCalls: Int { (try? folder.text("calls").utf8.count) ?? 0 }

    var environment: [String: String] {
        var environment = [
            "PATH": "\(URL(filePath: program).deletingLastPathComponent().path()):/usr/bin:/bin", "HOME": folder.path,
            "XDG_DATA_HOME": folder.file("data"), "LANG": "C.UTF-8", "TERM": "xterm",
        ]
        // Where libraries are, and how strict the sanitizers are that the program may have been built with.
        for name in ["LD_LIBRARY_PATH", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
            environment[name] = ProcessInfo.processInfo.environment[name]
        }
        return environment
    }

    /// Runs the program and waits for its end.
    func assay(
        _ words: [String],
        input: String? = nil,
        environment extra: [String: String] = [:],
        terminals: Set<Int32> = [],
        columns: UInt16 = 100,
        outputFile: String? = nil,
        interference: ChildProcess.Interference? = nil
    ) async throws -> ProcessResult {
        let inputFile = try input.map { try folder.write(".stdin", $0) } ?? "/dev/null"
        let environment = environment.merging(extra) { $1 }
        return try await Self.onThread { [program, folder] in
            try ChildProcess(
                program,
                words,
                environment: environment,
                directory: folder.path,
                input: inputFile,
                terminals: terminals,
                columns: columns,
                outputFile: outputFile,
                interference: interference
            ).result()
        }
    }

    /// Runs a line of shell with the program on the search path.
    func shell(
        _ line: String,
        environment extra: [String: String] = [:],
        timeLimit: Duration = ChildProcess.timeLimit
    ) async throws -> ProcessResult {
        let environment = environment.merging(extra) { $1 }
        return try await Self.onThread { [folder] in
            try ChildProcess(
                "/bin/sh",
                ["-c", line],
                environment: environment,
                directory: folder.path,
                timeLimit: timeLimit
            ).result()
        }
    }

    /// Waiting blocks, so it is done apart from the pool tests run on, and for two processes at a time.
    private static func onThread<T: Sendable>(_ work: @escaping @Sendable () throws -> T) async throws -> T {
        try await withCheckedThrowingContinuation { continuation in
            queue.addOperation { continuation.resume(with: Result { try work() }) }
        }
    }

    private static let queue: OperationQueue = {
        let queue = OperationQueue()
        queue.maxConcurrentOperationCount = 2
        return queue
    }()
}
