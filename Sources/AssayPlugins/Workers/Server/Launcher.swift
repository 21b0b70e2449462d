internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// What the worker program does as a launcher: it copies itself whenever the host wants a worker.
///
/// Loading the program takes several times as long as all else a worker does before its first call. The process runs one
/// thread and nothing foreign, so a copy is as clean as a process started from the file.
enum Launcher {
    /// Serves until the host is gone; returns in each copy, which is a worker from there on.
    static func serve() {
        assay_die_with_parent()
        var thread = assay_thread()
        guard assay_look_up_thread(&thread) == 0 else { _exit(WorkerExit.connectionLost) }
        tell(0)
        var descriptors = [Int32](repeating: -1, count: 8)
        var hasRehearsed = false
        while true {
            let count = assay_receive_descriptors(ServerConnection.socket, &descriptors)
            guard count > 0 else { _exit(0) }
            let child = assay_copy_beside(&thread)
            if child == 0 { return begin(descriptors, count) }
            for descriptor in descriptors.prefix(Int(count)) { close(descriptor) }
            tell(child)
            // Not before the first copy, which somebody waits for.
            if !hasRehearsed { Rehearsal.run() }
            hasRehearsed = true
        }
    }

    /// Tells the host that it is ready, with 0, or the number of a copy; -1 where there is none.
    private static func tell(_ number: pid_t) {
        var number = number
        _ = assay_send(ServerConnection.socket, &number, MemoryLayout<pid_t>.size)
    }

    private static func begin(_ descriptors: [Int32], _ count: Int32) {
        // A group of its own, as the host kills whole groups.
        setpgid(0, 0)
        guard assay_become(descriptors, count) == 0 else { _exit(WorkerExit.connectionLost) }
    }
}
