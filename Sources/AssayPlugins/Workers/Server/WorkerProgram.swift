internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the worker program does: it is told what to serve, locks itself in, loads, and answers calls one by one.
package enum WorkerProgram {
    /// Serves until the host is gone.
    package static func run() -> Never {
        if CommandLine.arguments.dropFirst().first == WorkerLauncher.word { Launcher.serve() }
        assay_die_with_parent()
        let connection = ServerConnection()
        let frame = connection.receive()
        do throws(AssayError) {
            var reader = PayloadReader(frame.payload)
            guard frame.kind == .setup else { throw PayloadReader.malformed() }
            let setup = try WorkerSetup(reading: &reader)
            let sandbox = try ServerSandbox(setup: setup).enter(watch: connection.watch)
            connection.send(.sandboxed) { $0.text(sandbox) }
            guard assay_exit_with_thread(WorkerExit.threadEnded) == 0 else { throw Descriptor.exhausted() }
            let tools = try ServerTools(setup, connection)
            for tool in tools.described { connection.send(.tool) { tool.write(to: &$0) } }
            fflush(nil)
            connection.send(.ready) { _ in }
            try Server(connection: connection, tools: tools).serve()
        } catch {
            fflush(nil)
            connection.send(.failure) { error.write(to: &$0) }
            // The host hears the failure and closes its end.
            _ = connection.receive()
            _exit(0)
        }
    }
}
