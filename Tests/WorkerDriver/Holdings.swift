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

    /// Bytes handed out by `malloc` and not given back, those that threads keep at hand included.
    static var heapBytes: Int {
        let report = mallocReport
        func size(_ tag: Substring) -> Int {
            guard let line = report.split(separator: "\n").last(where: { $0.hasPrefix(tag) }) else { return 0 }
            return line.split(separator: "size=\"").last.flatMap { Int($0.prefix { $0.isNumber }) } ?? 0
        }
        return size("<system type=\"current\"") - size("<total type=\"fast\"") - size("<total type=\"rest\"")
    }

    /// What the C library says of its heaps; the totals of all are at the end.
    private static var mallocReport: String {
        typealias Report = @convention(c) (Int32, UnsafeMutablePointer<FILE>) -> Int32
        guard let symbol = dlsym(nil, "malloc_info") else { return "" }
        var (text, size) = (UnsafeMutablePointer<CChar>?.none, 0)
        guard let stream = open_memstream(&text, &size) else { return "" }
        _ = unsafeBitCast(symbol, to: Report.self)(0, stream)
        fclose(stream)
        defer { free(text) }
        return text.map { String(cString: $0) } ?? ""
    }

    /// Memory in use, in KiB.
    static var residentKiB: Int {
        let text = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8)) ?? ""
        let pages = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return pages * 4
    }

    /// What others may have done to this process: its limits, priority and processors, and the files beside it.
    static var standing: [String] {
        func lines(_ name: String) -> [Substring] {
            ((try? String(contentsOfFile: "/proc/self/\(name)", encoding: .utf8)) ?? "").split(separator: "\n")
        }
        // Priority, niceness and policy; a name with blanks comes before them.
        let words = lines("stat").last?.split(separator: ")").last?.split(separator: " ") ?? []
        let status = [15, 16, 38].filter(words.indices.contains).map { words[$0] }
        return (lines("limits") + lines("status").filter { $0.hasPrefix("Cpus_allowed:") } + status).map(String.init)
            + files.sorted()
    }

    /// Name, size and mode of everything in the current directory.
    private static var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: ".")) ?? []
        return names.map { name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: name)
            return "\(name) \(attributes?[.size] ?? "") \(attributes?[.posixPermissions] ?? "")"
        }
    }

    private static func entries(_ directory: String) -> Int {
        (try? FileManager.default.contentsOfDirectory(atPath: directory).count) ?? 0
    }
}
