internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Notices what a plugin changes in its process and leaves so, since that could change later answers.
struct ServerHealth {
    private var base: Condition?
    private var calls = 0
    private var lastCheck: UInt64 = 0
    private let hadHandlers = assay_has_signal_handlers()
    private let statistics = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)

    /// What is cheap to look up after every call.
    private struct Condition {
        var directory: (UInt64, UInt64)
        var threads: UInt64
        var locale: String
        var variables: UInt64
        var hasMask: Bool
        var floatingPoint: UInt32
    }

    /// Takes down how things are before the first call.
    init() {
        base = Self.condition()
        _ = Self.descriptorCount
    }

    /// What a call left behind.
    ///
    /// What takes many system calls to find is looked for after a long call, and after one in thirty-two.
    mutating func check() -> WorkerHealth {
        var health = WorkerHealth()
        let now = Self.condition()
        if let base {
            if base.directory != now.directory { health.changes.insert(.directory) }
            if now.threads > base.threads { health.changes.insert(.threads) }
            if base.locale != now.locale { health.changes.insert(.locale) }
            if base.variables != now.variables { health.changes.insert(.environment) }
            if now.hasMask { health.changes.insert(.mask) }
            if base.floatingPoint != now.floatingPoint { health.changes.insert(.floatingPoint) }
        }
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

    private static func condition() -> Condition {
        var place = stat()
        stat(".", &place)
        var mask = sigset_t()
        sigemptyset(&mask)
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        return Condition(
            directory: (UInt64(place.st_dev), UInt64(place.st_ino)),
            threads: links("/proc/self/task"),
            locale: setlocale(LC_ALL, nil).map { String(cString: $0) } ?? "",
            variables: assay_environment_fingerprint(),
            hasMask: (1..<32).contains { sigismember(&mask, $0) == 1 },
            floatingPoint: assay_floating_point_state()
        )
    }

    /// A directory of the kernel's has a link for each entry.
    private static func links(_ path: String) -> UInt64 {
        var status = stat()
        return stat(path, &status) == 0 ? UInt64(status.st_nlink) : 0
    }

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
