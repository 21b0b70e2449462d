import Assay
import Foundation
import TestSupport
import Testing

/// The source of a small plugin in C, right in every respect that a test does not change.
struct Sample {
    /// What stands before the functions.
    var declarations = ""
    /// The body of the function that answers.
    var invoke = #"ANSWER("{\"value\":1}"); return 0;"#
    /// Fields of the tool beyond name, version and invoke.
    var fields = ""
    /// The body of the entry function.
    var entry = "return &plugin;"

    var text: String {
        """
        #define _GNU_SOURCE
        #include <assay/plugin.h>
        #include <assay/ext/batch.h>
        #include <assay/ext/idempotency.h>
        #include <assay/ext/progress.h>
        #include <assay/ext/usage.h>
        #include <errno.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <stdlib.h>
        #include <string.h>
        #include <unistd.h>
        #define ANSWER(text) call->write_output(call, text, sizeof(text) - 1)
        static const assay_host *the_host;
        \(declarations)
        static int32_t invoke(const assay_tool *self, const assay_call *call) {
            (void)self; (void)call; (void)the_host;
            \(invoke)
        }
        static const assay_tool tool = {
            .struct_size = sizeof(assay_tool), .name = ASSAY_TEXT("sample"), .version = ASSAY_TEXT("1.0.0"),
            .invoke = invoke, \(fields)
        };
        static const assay_tool *const tools[] = {&tool};
        static const assay_plugin plugin = {
            .struct_size = sizeof(assay_plugin), .abi_major = ASSAY_ABI_MAJOR, .abi_minor = ASSAY_ABI_MINOR,
            .tool_count = 1, .tools = tools
        };
        ASSAY_EXPORT const assay_plugin *assay_plugin_entry(const assay_host *host, assay_error *error) {
            the_host = host; (void)error; (void)&plugin;
            \(entry)
        }
        """
    }

    /// Compiles the plugin into a folder and returns the path of the library.
    func build(in folder: Folder, name: String = "libsample.so", flags: [String] = []) throws -> String {
        try Compiler.library(folder.write("\(name).c", text), to: folder.file(name), flags: flags)
    }

    /// Compiles and loads the plugin in workers, and returns its only tool.
    func tool(_ options: WorkerOptions = .test) throws -> any Tool {
        let folder = try Folder()
        return try #require(try PluginLoader.load(path: build(in: folder), isolation: .worker(options)).first)
    }
}

/// Compiles plugins, and programs.
enum Compiler {
    static func library(_ source: String, to path: String, flags: [String] = []) throws -> String {
        try program(source, to: path, flags: ["-shared", "-fPIC"] + flags)
    }

    static func program(_ source: String, to path: String, flags: [String] = []) throws -> String {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        let isCxx = source.hasSuffix(".cpp")
        process.arguments =
            [isCxx ? "c++" : "cc", "-O0", "-w", "-o", path]
            + ["-I\(Package.path("Sources/CAssayPlugin/include"))"] + flags + [source, "-lpthread"]
        let pipe = Pipe()
        process.standardError = pipe
        try process.run()
        let errors = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "\(errors)")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return path
    }
}

extension WorkerOptions {
    /// Options whose crashes are nobody else's business.
    static var test: WorkerOptions {
        var options = WorkerOptions(quarantine: CrashQuarantine())
        options.loadTimeout *= Sanitizer.patience
        return options
    }
}

extension Tool {
    /// Asks the tool on a thread that may block.
    func ask(
        _ request: Value = [:],
        seed: UInt64 = 1,
        timeout: Duration? = .seconds(20),
        cancellation: CancellationFlag = CancellationFlag(),
        idempotencyKey: String? = nil,
        sink: @escaping @Sendable (ToolSignal) -> Void = { _ in }
    ) async throws -> Value {
        let call = ToolCall(
            request: request,
            options: .object(descriptor.defaultOptions),
            seed: seed,
            idempotencyKey: idempotencyKey,
            timeout: timeout,
            cancellation: cancellation,
            sink: sink
        )
        return try await Task(executorPreference: ThreadPerJob.shared) { try await execute(call).data }.value
    }

    /// Why the tool gives no answer.
    func failure(_ request: Value = [:], timeout: Duration? = .seconds(20)) async throws -> AssayError {
        try await #require(throws: AssayError.self) { _ = try await ask(request, timeout: timeout) }
    }
}
