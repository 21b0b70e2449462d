import Assay
import Foundation
import TestSupport
import Testing

@testable import AssayPlugins

@Suite("The process that copies itself into workers", .serialized, .offPool)
struct LauncherTests {
    private static func program() throws -> String { try Package.product("assay-worker") }

    /// Starts a worker with nothing but a connection, which ends with this; whether it was alive and a child of this process.
    private func isStarted(by launchers: WorkerLaunchers, _ program: String) throws -> Bool {
        let nothing = try FileHandle(forUpdating: URL(filePath: "/dev/null"))
        var ends: [Int32] = [-1, -1]
        try #require(socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0, &ends) == 0)
        let null = nothing.fileDescriptor
        let child = try? launchers.start(program, descriptors: [null, null, null, ends[0]], by: .shared)
        for end in ends { close(end) }
        guard let child else { return false }
        var status: Int32 = 0
        return waitpid(child, &status, 0) == child && status == 0
    }

    @Test("A worker is a copy of a loaded process, leads a group of its own and has this host as parent")
    func copied() async throws {
        let tool = try Sample(
            invoke: #"""
                char line[512] = {0}, text[96];
                int file = open("/proc/self/cmdline", O_RDONLY);
                long size = read(file, line, sizeof line - 1);
                close(file);
                int copied = size > 6 && strcmp(line + size - 7, "launch") == 0;
                call->write_output(call, text, snprintf(text, 96, "{\"copied\":%d,\"leads\":%d,\"parent\":%d}",
                    copied, getpgrp() == getpid(), getppid()));
                return 0;
                """#
        ).tool()
        #expect(try await tool.ask() == ["copied": 1, "leads": 1, "parent": Value(Int(getpid()))])
    }

    @Test("It holds the descriptors it was given, two of its own for looking at itself, and none of the host's")
    func descriptors() async throws {
        let tool = try Sample(
            invoke: #"""
                char text[64];
                int count = 0;
                for (int number = 0; number < 1024; number++) count += fcntl(number, F_GETFD) >= 0;
                call->write_output(call, text, snprintf(text, 64, "{\"count\":%d}", count));
                return 0;
                """#
        ).tool()
        #expect(try await tool.ask()["count"] == 8)
    }

    @Test("What one copy writes into memory the next one does not see")
    func apart() async throws {
        let sample = Sample(
            declarations: "static int count = 0;",
            invoke: #"""
                char text[64];
                call->write_output(call, text, snprintf(text, 64, "{\"count\":%d}", ++count));
                return 0;
                """#
        )
        var options = WorkerOptions.test
        options.callsPerWorker = 2
        let tool = try sample.tool(options)
        var counts: [Value?] = []
        for _ in 0..<4 { counts.append(try await tool.ask()["count"]) }
        #expect(counts == [1, 2, 1, 2])
    }

    @Test("One that was killed is replaced; until then the caller has to start the program itself")
    func killed() throws {
        let launchers = WorkerLaunchers()
        let program = try Self.program()
        #expect(try isStarted(by: launchers, program))
        let first = try #require(launchers.processes.first)
        kill(first, SIGKILL)
        #expect(try !isStarted(by: launchers, program))
        #expect(try isStarted(by: launchers, program))
        let second = try #require(launchers.processes.first)
        #expect(second != first)
        #expect(try isStarted(by: launchers, program))
        #expect(launchers.processes == [second])
    }

    @Test("A program that does not know how is asked once", arguments: ["/bin/true", "/bin/cat"])
    func useless(program: String) throws {
        let launchers = WorkerLaunchers()
        for _ in 0..<2 { #expect(try !isStarted(by: launchers, program)) }
        #expect(launchers.processes.isEmpty)
    }

    @Test("It ends with its owner")
    func ends() throws {
        let process: pid_t
        do {
            let launchers = WorkerLaunchers()
            #expect(try isStarted(by: launchers, try Self.program()))
            process = try #require(launchers.processes.first)
        }
        #expect(kill(process, 0) != 0)
    }
}
