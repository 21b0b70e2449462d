import Foundation

/// What this process holds.
enum Holdings {
    /// Open files.
    static var descriptors: Int { entries("/proc/self/fd") - 1 }

    static var threads: Int { entries("/proc/self/task") }

    /// Processes that this one started and that were not waited for, dead ones included.
    static var children: Int {
        let tasks = (try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/task")) ?? []
        return tasks.reduce(0) { sum, task in
            let list = (try? String(contentsOfFile: "/proc/self/task/\(task)/children", encoding: .utf8)) ?? ""
            return sum + list.split(separator: " ").count
        }
    }

    /// Memory in use, in KiB.
    static var residentKiB: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4
    }

    private static func entries(_ directory: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: directory).count) ?? 0
    }
}
