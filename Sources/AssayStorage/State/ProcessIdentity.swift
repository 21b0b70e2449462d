internal import Foundation

/// Tells a process from every other, also from a later one under the same number.
///
/// Processes that share a store must see each other: they are on one machine, and in one container where there are any.
enum ProcessIdentity {
    /// This process: the boot of the machine, the number of the process, and when it started.
    static let own = text(of: getpid()) ?? ""

    /// Whether the process of an identity has ended; `false` where that cannot be told.
    static func hasEnded(_ identity: String?) -> Bool {
        guard let identity, !own.isEmpty else { return false }
        let parts = identity.split(separator: " ")
        guard parts.count == 3, let number = Int32(parts[1]) else { return false }
        return text(of: number) != identity
    }

    private static let boot = read("/proc/sys/kernel/random/boot_id")

    private static func text(of number: Int32) -> String? {
        guard let boot, let status = read("/proc/\(number)/stat") else { return nil }
        // The name of the program, in parentheses, may hold anything; the start is the 20th field after it.
        let fields = status[(status.lastIndex(of: ")") ?? status.startIndex)...].split(separator: " ")
        guard fields.count > 20, fields[1] != "Z" else { return nil }
        return "\(boot) \(number) \(fields[20])"
    }

    private static func read(_ path: String) -> String? {
        guard let data = FileManager.default.contents(atPath: path) else { return nil }
        return String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
