import Assay
import Foundation
import TestSupport
import Testing

@Suite("The sandbox of workers", .offPool)
struct SandboxTests {
    /// Answers whether the file named in the request can be read.
    private static let reader = Sample(
        invoke: #"""
            char path[512];
            const char *start = strstr(call->request.bytes, "\"file\":\"");
            if (!start) return 1;
            sscanf(start + 8, "%511[^\"]", path);
            if (open(path, O_RDONLY) >= 0) ANSWER("{\"readable\":true}"); else ANSWER("{\"readable\":false}");
            return 0;
            """#
    )

    private func isReadable(_ path: String, _ options: WorkerOptions) async throws -> Bool? {
        try await Self.reader.tool(options).ask(["file": .string(path)])["readable"]?.bool
    }

    @Test("Files beneath the current directory may be read, others only where that was allowed")
    func reading() async throws {
        let folder = try Folder()
        let secret = try folder.write("secret.csv", "x")
        let here = FileManager.default.currentDirectoryPath
        let local = try #require(
            try FileManager.default.contentsOfDirectory(atPath: here).first { $0.hasSuffix(".swift") }
        )
        var options = WorkerOptions.test
        #expect(try await isReadable(secret, options) == false)
        #expect(try await isReadable("\(here)/\(local)", options) == true)
        #expect(try await isReadable(local, options) == true)
        options.readable = [folder.path]
        #expect(try await isReadable(secret, options) == true)
        options.readable = [secret]
        #expect(try await isReadable(secret, options) == true)
        options.readable = []
        options.readsWorkingDirectory = false
        #expect(try await isReadable("\(here)/\(local)", options) == false)
    }

    @Test("Without a sandbox nothing is kept from a plugin, and that is on record")
    func off() async throws {
        var options = WorkerOptions.test
        options.sandbox = .off
        let tool = try Self.reader.tool(options)
        #expect(try await tool.ask(["file": "/etc/passwd"])["readable"] == true)
        #expect((tool as? any IsolatedTool)?.place.sandbox == "off")
        options.sandbox = .ifAvailable
        #expect(try await isReadable("/etc/passwd", options) == false)
    }

    @Test("The environment of a worker holds nothing of the host's")
    func environment() async throws {
        let tool = try Sample(
            declarations: "extern char **environ;",
            invoke: """
                int count = 0;
                char text[64];
                for (char **entry = environ; *entry; entry++) {
                    const char *allowed[] = {"PATH=/usr/bin:/bin", "LANG=C.UTF-8", "TZ=UTC", "SWIFT_BACKTRACE=enable=no"};
                    int found = 0;
                    for (int i = 0; i < 4; i++) found += strcmp(*entry, allowed[i]) == 0;
                    count += !found;
                }
                call->write_output(call, text, snprintf(text, 64, "{\\"others\\":%d}", count));
                return 0;
                """
        ).tool()
        #expect(try await tool.ask()["others"] == 0)
    }

    @Test("What a plugin may do to its own process it still can: limits, processors, flags, files of no consequence")
    func own() async throws {
        let tool = try Sample(
            declarations: """
                #include <pthread.h>
                #include <sys/resource.h>
                """,
            invoke: """
                struct rlimit limit;
                cpu_set_t processors;
                char text[64];
                int failed = 0;
                failed += getrlimit(RLIMIT_NOFILE, &limit) != 0;
                limit.rlim_cur -= 1;
                failed += setrlimit(RLIMIT_NOFILE, &limit) != 0;
                failed += prlimit(getpid(), RLIMIT_NOFILE, &limit, NULL) != 0;
                failed += sched_getaffinity(0, sizeof processors, &processors) != 0;
                failed += sched_setaffinity(0, sizeof processors, &processors) != 0;
                failed += sched_setaffinity(getpid(), sizeof processors, &processors) != 0;
                failed += pthread_setaffinity_np(pthread_self(), sizeof processors, &processors) != 0;
                failed += fcntl(1, F_SETFL, fcntl(1, F_GETFL)) != 0;
                failed += fopen("/dev/null", "w") == NULL;
                failed += kill(getpid(), 0) != 0;
                call->write_output(call, text, snprintf(text, 64, "{\\"failed\\":%d}", failed));
                return 0;
                """
        ).tool()
        #expect(try await tool.ask()["failed"] == 0)
    }

    @Test("The first Landlock will do: what later ones deny the filter of system calls denies with each")
    func firstLandlock() async throws {
        let folder = try Folder()
        let file = try folder.write("kept", "as it is")
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/first-landlock.c"),
            to: folder.file("lib.so"),
            flags: ["-I\(Package.path("Sources/System/CLinux"))", "-DFOLDER=\"\(folder.path)\""]
        )
        var options = WorkerOptions.test
        options.sandbox = .off
        let tool = try #require(try PluginLoader.load(path: path, isolation: .worker(options)).first)
        #expect(try await tool.ask()["possible"] == 0)
        #expect(try String(contentsOfFile: file, encoding: .utf8) == "as it is")
    }

    @Test("What the system lacks is on record, and refused where the sandbox is required", arguments: Lack.all)
    func lacking(lack: Lack) async throws {
        let folder = try Folder()
        var options = WorkerOptions.test
        options.executable = try lack.program(in: folder)
        let error = #expect(throws: AssayError.self) { try Sample().tool(options) }
        #expect(error?.code == .sandboxUnavailable)
        #expect(error?.message.contains("for want of: \(lack.name);") == true)
        options.sandbox = .ifAvailable
        let tool = try Sample().tool(options)
        #expect((tool as? any IsolatedTool)?.place.sandbox == "without \(lack.name)")
        #expect(try await tool.ask()["value"] == 1)
        options.sandbox = .off
        let record = (try Sample().tool(options) as? any IsolatedTool)?.place.sandbox
        #expect(record == (lack.name.hasSuffix("_limit") ? "off, without \(lack.name)" : "off"))
    }

    @Test("A limit that was lower before stays as it was")
    func lowerLimit() async throws {
        let folder = try Folder()
        let source = try folder.write(
            "low.c",
            """
            #include <sys/resource.h>
            #include <unistd.h>
            int main(int count, char **words) {
                struct rlimit limit = {99, 99};
                setrlimit(RLIMIT_NOFILE, &limit);
                execv(WORKER, words);
                return 1;
            }
            """
        )
        let worker = try Package.product("assay-worker")
        var options = WorkerOptions.test
        options.executable = try Compiler.program(source, to: folder.file("low"), flags: ["-DWORKER=\"\(worker)\""])
        let tool = try Sample(
            declarations: "#include <sys/resource.h>",
            invoke: """
                struct rlimit limit;
                char text[64];
                getrlimit(RLIMIT_NOFILE, &limit);
                call->write_output(call, text, snprintf(text, 64, "{\\"most\\":%d}", (int)limit.rlim_max));
                return 0;
                """
        ).tool(options)
        #expect(try await tool.ask()["most"] == 99)
    }

    @Test("Threads still work")
    func threads() async throws {
        let tool = try Sample(
            declarations: "#include <pthread.h>\nstatic void *work(void *place) { *(int *)place = 42; return place; }",
            invoke: """
                int value = 0;
                pthread_t thread;
                if (pthread_create(&thread, NULL, work, &value)) return 1;
                pthread_join(thread, NULL);
                if (value == 42) ANSWER("{\\"value\\":42}");
                return 0;
                """
        ).tool()
        #expect(try await tool.ask()["value"] == 42)
    }
}
