internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Notices what a plugin changes in its process and leaves so, since that could change later answers.
struct ServerHealth {
    private let base: assay_condition
    private let locale: String
    private var calls = 0
    private var lastCheck: UInt64 = 0
    private let hadHandlers = assay_has_signal_handlers()
    private let statistics = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
    /// A directory of the kernel's with a link for each thread.
    private let tasks = open("/proc/self/task", O_RDONLY | O_CLOEXEC)

    /// Takes down how things are before the first call.
    init() {
        base = assay_look_around(tasks)
        locale = base.locale.map { String(cString: $0) } ?? ""
        _ = Self.descriptorCount
    }

    /// What a call left behind.
    ///
    /// What takes many system calls to find is looked for after a long call, and after one in thirty-two.
    mutating func check() -> WorkerHealth {
        var health = WorkerHealth()
        let now = assay_look_around(tasks)
        if base.directory != now.directory || base.directory_device != now.directory_device {
            health.changes.insert(.directory)
        }
        if now.threads > base.threads { health.changes.insert(.threads) }
        if now.locale.map({ strcmp($0, locale) }) != 0 { health.changes.insert(.locale) }
        if base.variables != now.variables { health.changes.insert(.environment) }
        if now.blocked_signals & Self.ordinarySignals != 0 { health.changes.insert(.mask) }
        if base.floating_point != now.floating_point { health.changes.insert(.floatingPoint) }
        calls += 1
        let time = assay_monotonic_ns()
        if calls == 1 || calls.isMultiple(of: 32) || time - lastCheck > 1_000_000 { checkClosely(&health) }
        lastCheck = assay_monotonic_ns()
        return health
    }

    private func checkClosely(_ health: inout WorkerHealth) {
        if assay_has_signal_handlers() != hadHandlers { health.changes.insert(.signals) }
        if Self.countDescriptors() != Self.descriptorCount { health.changes.insert(.descriptors) }
        health.resident = resident()
    }

    /// Signals 1 to 31.
    private static let ordinarySignals: UInt64 = 0x7FFF_FFFF

    private static let descriptorCount = countDescriptors()

    /// Newer kernels say how many descriptors are open as the size of their directory; others say 0.
    private static func countDescriptors() -> Int {
        var status = stat()
        return stat("/proc/self/fd", &status) == 0 ? Int(status.st_size) : 0
    }

    /// Memory in use, in bytes.
    private func resident() -> UInt64 {
        var text = [UInt8](repeating: 0, count: 128)
        let count = pread(statistics, &text, text.count, 0)
        guard count > 0 else { return 0 }
        let words = String(decoding: text[..<count], as: UTF8.self).split(separator: " ")
        guard words.count > 1, let pages = UInt64(words[1]) else { return 0 }
        return pages &* 4096
    }
}
