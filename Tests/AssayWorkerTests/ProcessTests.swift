import Assay
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite("Worker processes", .offPool)
struct ProcessTests {
    /// Answers the number of its process.
    private static let identify = #"""
        char text[64];
        call->write_output(call, text, snprintf(text, 64, "{\"pid\":%d}", getpid()));
        return 0;
        """#

    private func process(_ tool: any Tool) async throws -> Int64 { try #require(try await tool.ask()["pid"]?.int64) }

    @Test("A worker that is given up is dead, and another one answers the next call")
    func timeout() async throws {
        let tool = try Sample(
            invoke: """
                if (call->seed == 9) for (;;) pause();
                \(Self.identify)
                """
        ).tool()
        let before = try await process(tool)
        let start = ContinuousClock.now
        let error = await #expect(throws: AssayError.self) {
            _ = try await tool.ask(seed: 9, timeout: .milliseconds(100))
        }
        #expect(error?.code == .timeout)
        #expect(ContinuousClock.now - start < .milliseconds(350 + 1500))
        #expect(kill(pid_t(before), 0) != 0)
        #expect(try await process(tool) != before)
    }

    @Test("A plugin learns that its call was cancelled, and its worker lives on")
    func softCancel() async throws {
        let tool = try Sample(
            invoke: """
                if (call->seed == 9) { while (!call->is_cancelled(call)) usleep(1000); return 1; }
                \(Self.identify)
                """
        ).tool()
        let before = try await process(tool)
        let flag = CancellationFlag()
        let call = Task { try await tool.ask(seed: 9, timeout: nil, cancellation: flag) }
        flag.cancel()
        let error = await #expect(throws: AssayError.self) { _ = try await call.value }
        #expect(error?.code == .cancelled)
        #expect(try await process(tool) == before)
    }

    @Test("A worker is replaced after so many calls, and when it has grown too large")
    func recycling() async throws {
        var options = WorkerOptions.test
        options.callsPerWorker = 3
        let few = try Sample(invoke: Self.identify).tool(options)
        var processes: [Int64] = []
        for _ in 0..<6 { processes.append(try await process(few)) }
        #expect(Set(processes).count == 2)
        #expect(processes[0] == processes[2])

        options = .test
        options.residentLimit = 64 << 20
        let folder = try Folder()
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/27-leaks.c"),
            to: folder.file("lib27.so")
        )
        let leaking = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        var leakers: Set<Int64> = []
        for _ in 0..<150 { leakers.insert(try await process(leaking)) }
        #expect(leakers.count > 1)
        #expect(leakers.count < 20)
    }

    @Test(
        "A call whose worker must be started anew waits for it no longer than its time limit, or its cancellation",
        arguments: [false, true]
    )
    func slowReplacement(isCancelled: Bool) async throws {
        let folder = try Folder()
        let path = try Sample(
            declarations: """
                __attribute__((constructor)) static void start(void) {
                    if (access("\(folder.file("slow"))", F_OK) == 0) sleep(60);
                }
                """
        ).build(in: folder)
        var options = WorkerOptions.test
        options.callsPerWorker = 1
        let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        #expect(try await tool.ask()["value"] == 1)
        try folder.write("slow", "")
        let flag = CancellationFlag()
        if isCancelled { flag.cancel() }
        // Left to itself the start would fail after ten seconds, and for want of loading.
        let error = await #expect(throws: AssayError.self) {
            _ = try await tool.ask(timeout: isCancelled ? nil : .milliseconds(100), cancellation: flag)
        }
        #expect(error?.code == (isCancelled ? .cancelled : .timeout))
        try FileManager.default.removeItem(atPath: folder.file("slow"))
        #expect(try await tool.ask()["value"] == 1)
    }

    @Test("What made a worker unfit for another call is told")
    func replacedWorker() async throws {
        let signals = Mutex<[ToolSignal]>([])
        let tool = try Sample(invoke: #"setenv("LANG", "x", 1); (void)!dup(0); ANSWER("{}"); return 0;"#).tool()
        _ = try await tool.ask { signal in signals.withLock { $0.append(signal) } }
        let left: Value = ["left": ["descriptors", "environment"]]
        #expect(signals.withLock { $0 } == [.custom(name: "worker.replaced", data: left)])
    }

    @Test("Calls that are made together in one process give the hashes of the answers given alone")
    func together() async throws {
        let tool = try Sample(
            invoke: """
                char text[64];
                if (call->seed == 3) { call->set_error(call, assay_text_of("odd"), assay_text_of("three"), 0); return 1; }
                call->write_output(call, text, snprintf(text, 64, "{ \\"seed\\": %d}", (int)call->seed));
                return 0;
                """,
            fields: ".flags = ASSAY_TOOL_CONCURRENT"
        ).tool()
        let crowded = try #require(tool as? any CrowdedTool)
        let call = ToolCall(request: [:], timeout: .seconds(20))
        let hashes = try await onThreads { try await crowded.answerTogether(call, seeds: [1, 2, 3, 4]) }
        func hash(_ seed: Int) -> String { SHA256.hexDigest(of: #"{"seed":\#(seed)}"#) }
        #expect(hashes == [hash(1), hash(2), "odd", hash(4)])
        await #expect(throws: AssayError.self) {
            _ = try await onThreads { try await crowded.answerTogether(call, seeds: []) }
        }
    }

    @Test("Workers end with the last tool that uses them")
    func release() async throws {
        let number: Int64
        do {
            let tool = try Sample(invoke: Self.identify).tool()
            number = try await process(tool)
        }
        #expect(kill(pid_t(number), 0) != 0)
    }

    @Test(
        "A file that is replaced changes nothing for those who loaded it; who loads it next gets the new one (case 47)"
    )
    func replacedFile() async throws {
        let folder = try Folder()
        var options = WorkerOptions.test
        options.callsPerWorker = 1
        let path = try Sample(invoke: #"ANSWER("{\"version\":1}"); return 0;"#).build(in: folder)
        let old = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        #expect(try await old.ask()["version"] == 1)
        _ = try Sample(invoke: #"ANSWER("{\"version\":2}"); return 0;"#).build(in: folder)
        #expect(try await old.ask()["version"] == 1)
        let new = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        #expect(try await new.ask()["version"] == 2)
        try FileManager.default.removeItem(atPath: path)
        #expect(try await old.ask()["version"] == 1)
    }

    @Test(
        "A file others could have changed, and another than the pinned one, are refused before anything runs (case 46)"
    )
    func unsafeFile() async throws {
        let folder = try Folder()
        let path = try Sample().build(in: folder)
        #expect(throws: AssayError.self) {
            try PluginLoader.load(
                path: path,
                isolation: .worker(.test),
                pinnedSHA256: String(repeating: "0", count: 64)
            )
        }
        try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folder.path)
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(.test)) }
        #expect(error?.code == .unsafePath)
    }

    @Test(
        "Files that are no library for this machine are refused, each with a reason (case 1)",
        arguments: ["", "text", "\u{7F}ELF", "\u{7F}ELF\u{1}\u{1}\u{1}" + String(repeating: "\0", count: 60)]
    )
    func noLibrary(contents: String) async throws {
        let folder = try Folder()
        let path = try folder.write("libodd.so", contents)
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(.test)) }
        #expect(error?.code == .loadFailed)
        #expect(error?.message.contains(path) == true)
        #expect(throws: AssayError.self) {
            try PluginLoader.load(path: folder.file("none.so"), isolation: .worker(.test))
        }
    }

    @Test("A library that is missing is named (case 12)")
    func missingLibrary() async throws {
        let folder = try Folder()
        let other = try folder.write("other.c", "int from_the_other_library(void) { return 1; }")
        _ = try Compiler.library(other, to: folder.file("libother.so"))
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/12-needs-library.c"),
            to: folder.file("lib12.so"),
            flags: ["-L\(folder.path)", "-Wl,--no-as-needed", "-lother"]
        )
        try FileManager.default.removeItem(atPath: folder.file("libother.so"))
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(.test)) }
        #expect(error?.code == .loadFailed)
        #expect(error?.message.contains("libother.so") == true)
        #expect(error?.message.contains("/proc/") == false)
    }

    @Test("A worker that serves a plugin has not loaded what reads debug information")
    func startsWithLittle() async throws {
        let tool = try Sample(
            declarations: "#include <dlfcn.h>",
            invoke: """
                char text[96];
                int reader = dlopen("libdw.so.1", RTLD_LAZY | RTLD_NOLOAD) != NULL;
                int core = dlopen("libswiftCore.so", RTLD_LAZY | RTLD_NOLOAD) != NULL;
                call->write_output(call, text, snprintf(text, 96, "{\\"reader\\":%d,\\"core\\":%d}", reader, core));
                return 0;
                """
        ).tool()
        #expect(try await tool.ask() == ["reader": 0, "core": 1])
    }

    @Test("A library beside the plugin is found where the plugin says so")
    func neighbour() async throws {
        let folder = try Folder()
        let other = try folder.write("other.c", "int from_the_other_library(void) { return 0; }")
        _ = try Compiler.library(other, to: folder.file("libother.so"))
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/12-needs-library.c"),
            to: folder.file("lib12.so"),
            flags: ["-L\(folder.path)", "-Wl,--no-as-needed", "-lother", "-Wl,-rpath,$ORIGIN"]
        )
        let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(.test)).first)
        #expect(try await tool.ask()["possible"] == 0)
    }

    @Test("Two plugins with one symbol do not meet (case 45)")
    func sameSymbol() async throws {
        let folder = try Folder()
        let source = Package.path("Tests/AssayWorkerTests/Broken/45-same-symbol.c")
        for (variant, expected) in [(0, 10), (1, 20)] {
            let path = try Compiler.library(
                source,
                to: folder.file("lib\(variant).so"),
                flags: ["-DVARIANT=\(variant)"]
            )
            let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(.test)).first)
            #expect(try await tool.ask()["possible"]?.int64 == Int64(expected))
        }
    }

    @Test("Without the worker program nothing is loaded, and the message says what to do")
    func noProgram() async throws {
        let folder = try Folder()
        let path = try Sample().build(in: folder)
        var options = WorkerOptions.test
        options.executable = folder.file("nowhere")
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(options)) }
        #expect(error?.code == .workerUnavailable)
        #expect(error?.message.contains("assay-worker") == true)
    }

    @Test("A program that is no worker is found out", arguments: ["/bin/true", "/bin/cat"])
    func wrongProgram(program: String) async throws {
        let folder = try Folder()
        let path = try Sample().build(in: folder)
        var options = WorkerOptions.test
        options.executable = program
        options.loadTimeout = .milliseconds(300)
        let error = #expect(throws: AssayError.self) { try PluginLoader.load(path: path, isolation: .worker(options)) }
        #expect([.pluginExited, .loadTimeout, .protocolError].contains(error?.code))
    }

    @Test("What a plugin prints is counted, and told only where that is asked for")
    func output() async throws {
        let sample = Sample(invoke: #"printf("a secret"); fprintf(stderr, "oh"); ANSWER("{}"); return 0;"#)
        for keeps in [false, true] {
            var options = WorkerOptions.test
            options.keepsOutput = keeps
            let signals = Mutex<[ToolSignal]>([])
            _ = try await sample.tool(options).ask { signal in signals.withLock { $0.append(signal) } }
            var data: Value = ["stdout_bytes": 8, "stderr_bytes": 2]
            if keeps { data = ["stdout_bytes": 8, "stderr_bytes": 2, "stdout": "a secret", "stderr": "oh"] }
            #expect(signals.withLock { $0 } == [.custom(name: "worker.output", data: data)])
        }
    }

    @Test("Of a plugin that crashes the last it wrote to stderr is told, at most 2 KiB (P10)")
    func lastWords() async throws {
        let sample = Sample(invoke: #"for (int i = 0; i < 999; i++) fprintf(stderr, "%5d", i); abort();"#)
        let signals = Mutex<[ToolSignal]>([])
        await #expect(throws: AssayError.self) {
            _ = try await sample.tool().ask { signal in signals.withLock { $0.append(signal) } }
        }
        guard case .custom("worker.output", let data) = signals.withLock({ $0.first }) else {
            Issue.record("no event")
            return
        }
        #expect(data["stderr_bytes"] == 4995)
        #expect(data["stderr_tail"]?.string?.utf8.count == 2048)
        #expect(data["stderr_tail"]?.string?.hasSuffix("  997  998") == true)
        #expect(data["stderr"] == nil)
    }

    @Test("The last words of a plugin that crashes while it is loaded are in the failure")
    func lastWordsOfLoading() async throws {
        let start = #"static void start(void) { fprintf(stderr, "no\033[1m luck\n"); abort(); }"#
        let declarations = "__attribute__((constructor)) \(start)"
        let error = #expect(throws: AssayError.self) { try Sample(declarations: declarations).tool() }
        #expect(error?.code == .pluginCrashed)
        #expect(error?.message.hasSuffix("the last it wrote to stderr: no [1m luck ") == true)
    }

    @Test("Over its processor time a plugin is told so, whether it listens or not", arguments: [false, true])
    func processorTime(isDeaf: Bool) async throws {
        let ignore = isDeaf ? "signal(SIGXCPU, SIG_IGN);" : ""
        let sample = Sample(
            declarations: "#include <signal.h>",
            invoke: "\(ignore) for (volatile long i = 0;; i++) {}"
        )
        var options = WorkerOptions.test
        options.processorLimit = .seconds(1)
        let error = try await sample.tool(options).failure()
        #expect(error.code == .pluginCrashed)
        let signal = isDeaf ? "SIGKILL" : "SIGXCPU"
        #expect(error.message == "the plugin crashed with \(signal) (over its processor time)")
    }

    @Test("A worker ends when its host is killed, even while its plugin hangs")
    func hostKilled() async throws {
        let folder = try Folder()
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/20-deaf.c"),
            to: folder.file("libdeaf.so")
        )
        let host = try Driver.start(["hang", path])
        let pipe = try #require(host.standardOutput as? Pipe)
        #expect(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self) == "hanging\n")
        let workers = Self.children(of: host.processIdentifier)
        // The worker, and the process it is a copy of.
        #expect(workers.count == 2)
        kill(host.processIdentifier, SIGKILL)
        host.waitUntilExit()
        let end = ContinuousClock.now + .seconds(5)
        while workers.contains(where: Self.isAlive), ContinuousClock.now < end { usleep(2000) }
        #expect(!workers.contains(where: Self.isAlive))
    }

    private static func children(of process: pid_t) -> [pid_t] {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? []
        return tasks.flatMap { task in
            let list = (try? String(contentsOfFile: "/proc/\(process)/task/\(task)/children", encoding: .utf8)) ?? ""
            return list.split(separator: " ").compactMap { pid_t($0) }
        }
    }

    /// A dead process whose new parent has not looked yet counts as dead.
    private static func isAlive(_ process: pid_t) -> Bool {
        guard let text = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
        return !text.contains(") Z ")
    }
}
