import Foundation
import TestSupport

/// A process in a process group of its own, whose streams are read while it runs and which does not outlive its time.
struct ChildProcess {
    /// What a test does to the process while it runs.
    enum Interference: Sendable {
        /// Sends a signal each time a text has been seen once more, on either stream; one signal per element.
        case signals([Int32], afterEach: String)
        /// Stops reading stdout after that many bytes.
        case closeOutput(afterBytes: Int)
    }

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private let streams: [StreamEnd]
    private let process: pid_t
    private let deadline: ContinuousClock.Instant
    private let interference: Interference?

    private static let spawning = NSLock()
    static let timeLimit = Duration.seconds(40)

    /// Starts a program with a file as stdin; stdout and stderr are pipes, or terminals where their number is listed.
    ///
    /// An output file takes the place of stdout.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        directory: String = "/",
        input: String = "/dev/null",
        terminals: Set<Int32> = [],
        columns: UInt16 = 100,
        outputFile: String? = nil,
        interference: Interference? = nil,
        timeLimit: Duration = Self.timeLimit
    ) throws {
        // A process started in between would inherit the ends and keep them open.
        Self.spawning.lock()
        defer { Self.spawning.unlock() }
        var spawn = Spawn()
        spawn.open(input, as: 0, flags: O_RDONLY)
        var streams: [StreamEnd] = []
        for descriptor in [1, 2] as [Int32] {
            if descriptor == 1, let outputFile {
                spawn.open(outputFile, as: 1, flags: O_WRONLY)
                continue
            }
            let (mine, its) = try terminals.contains(descriptor) ? StreamEnd.terminal(columns) : StreamEnd.pipe()
            spawn.give(its, as: descriptor)
            streams.append(StreamEnd(descriptor: mine, number: descriptor))
        }
        // Nobody writes here: it ends when the process does.
        let (life, held) = try StreamEnd.pipe()
        spawn.give(held, as: 3)
        streams.append(StreamEnd(descriptor: life, number: 3))
        self.streams = streams
        self.interference = interference
        deadline = .now + timeLimit * Sanitizer.patience
        process = try spawn.start("/usr/bin/env", ["-C", directory, program] + arguments, environment)
    }

    /// Reads everything until the process has ended, and kills its group when that takes too long.
    func result() throws -> ProcessResult {
        var streams = streams
        var sent = 0
        defer { for place in streams.indices { streams[place].close() } }
        while streams.contains(where: \.isOpen) {
            guard wait(&streams) else {
                kill(-process, SIGKILL)
                waitpid(process, nil, 0)
                throw Failure(description: "the process did not end in time; it wrote: \(streams.map(\.text))")
            }
            interfere(&streams, &sent)
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        // Whatever it left behind must not outlive the test.
        kill(-process, SIGKILL)
        let signal = status & 0x7F
        func text(_ number: Int32) -> String { streams.first { $0.number == number }?.text ?? "" }
        return ProcessResult(
            code: signal == 0 ? (status >> 8) & 0xFF : nil,
            signal: signal == 0 ? nil : signal,
            output: text(1),
            errors: text(2)
        )
    }

    private func interfere(_ streams: inout [StreamEnd], _ sent: inout Int) {
        switch interference {
        case nil: return
        case .closeOutput(let count):
            for place in streams.indices where streams[place].number == 1 && streams[place].count >= count {
                streams[place].close()
            }
        case .signals(let signals, let text):
            let seen = streams.map { $0.text.components(separatedBy: text).count - 1 }.reduce(0, +)
            while sent < min(seen, signals.count) {
                kill(process, signals[sent])
                sent += 1
            }
        }
    }

    /// Waits for one of the streams and reads what it holds; false when the time is over.
    private func wait(_ streams: inout [StreamEnd]) -> Bool {
        let left = (deadline - .now) / .milliseconds(1)
        var polled = streams.map { pollfd(fd: $0.isOpen ? $0.descriptor : -1, events: Int16(POLLIN), revents: 0) }
        guard left > 0, poll(&polled, nfds_t(polled.count), Int32(left)) > 0 else { return false }
        for place in streams.indices where polled[place].revents != 0 { streams[place].read() }
        return true
    }
}
