internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Locks the worker in before anything foreign is loaded.
struct ServerSandbox {
    let setup: WorkerSetup

    /// Enters for good, and says what holds from now on: `on`, `off`, or what is missing; and what was granted.
    ///
    /// The sandbox holds no thread that was there before, so the one that ends the process with the host is started in it.
    func enter(watch: () -> Bool) throws(AssayError) -> String {
        let isOff = setup.sandbox == .off
        if !isOff { try checkWritable() }
        var missing = missingLimits()
        if !isOff { missing += missingWalls() }
        if !watch() { missing.append("watchdog") }
        guard !missing.isEmpty else { return isOff ? "off" : "on" + grants }
        let names = missing.joined(separator: ", ")
        guard setup.sandbox != .required else {
            throw AssayError(
                .sandboxUnavailable,
                "this system cannot sandbox the plugin, for want of: \(names); allow it to run unsandboxed if you trust it"
            )
        }
        return (isOff ? "off, " : "") + "without \(names)" + (isOff ? "" : grants)
    }

    /// What was granted beyond reading, for the record.
    private var grants: String {
        let names = (setup.writable.isEmpty ? [] : ["files"]) + (setup.reachesNetwork ? ["network"] : [])
        return names.isEmpty ? "" : ", granted \(names.joined(separator: " and "))"
    }

    /// Nothing may be written where nothing is, so a name that was mistyped is said at once.
    private func checkWritable() throws(AssayError) {
        for path in setup.writable where access(path, F_OK) != 0 {
            throw AssayError(.invalidArgument, "\(path) is not there, so it cannot be made writable; make it first")
        }
    }

    private func missingLimits() -> [String] {
        var limits = [
            ("memory_limit", assay_limit_memory(setup.memoryLimit)), ("stack_limit", assay_limit_stack(8 << 20)),
            ("file_limits", assay_limit_files(64 << 20, 256)),
        ]
        // Nobody counts the processes of root.
        if geteuid() != 0 { limits.append(("process_limit", assay_limit_processes(4096))) }
        if let seconds = setup.processorLimit { limits.append(("processor_limit", assay_limit_processor(seconds))) }
        return limits.filter { $0.1 != 0 }.map(\.0)
    }

    private func missingWalls() -> [String] {
        var missing: [String] = []
        if assay_no_new_privileges() != 0 { missing.append("no_new_privs") }
        if geteuid() == 0, assay_drop_capabilities() != 0 { missing.append("capabilities") }
        if !restrictFiles() { missing.append("landlock") }
        if assay_filter_calls(setup.reachesNetwork ? 1 : 0) != 0 { missing.append("seccomp") }
        return missing
    }
}

// MARK: Files

extension ServerSandbox {
    /// What every program may need to read: libraries, time zones, locales, sources of randomness.
    private static let common = [
        "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/local/lib", "/usr/share", "/etc/ld.so.cache",
        "/etc/ld.so.conf",
        "/etc/ld.so.conf.d", "/etc/localtime", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom", "/proc/self",
        "/proc/meminfo", "/proc/cpuinfo", "/proc/stat", "/sys/devices/system/cpu",
    ]

    /// What finding an address by its name and checking its certificate need.
    private static let naming = [
        "/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf", "/etc/host.conf", "/etc/gai.conf", "/etc/services",
        "/etc/ssl", "/etc/pki", "/etc/ca-certificates",
    ]

    /// Every version of Landlock will do: what the first ones do not govern (cutting files short before the third, devices
    /// before the fifth, signals and abstract sockets before the sixth) the filter of system calls denies, or needs a file that
    /// cannot be opened.
    private func restrictFiles() -> Bool {
        let version = assay_landlock_version()
        guard version >= 1 else { return false }
        let rules = assay_landlock_create(version, setup.reachesNetwork ? 1 : 0)
        guard rules >= 0 else { return false }
        defer { close(rules) }
        let naming = setup.reachesNetwork ? Self.naming : []
        for path in Self.common + Self.libraryDirectories + naming + setup.readable { Self.allow(path, by: rules) }
        Self.allow("/dev/null", by: rules) { _ in UInt64(ASSAY_LANDLOCK_WRITE_FILE) }
        for path in setup.writable { Self.allow(path, by: rules) { assay_landlock_writing(version, $0 ? 1 : 0) } }
        return assay_landlock_enforce(rules) == 0
    }

    /// Allows reading a file, or what lies beneath a directory, and more; what is not there needs no rule.
    private static func allow(_ path: String, by rules: Int32, beyond: (_ isDirectory: Bool) -> UInt64 = { _ in 0 }) {
        let place = assay_open_place(path)
        guard place >= 0 else { return }
        defer { close(place) }
        var status = stat()
        guard fstat(place, &status) == 0 else { return }
        let isDirectory = status.st_mode & S_IFMT == S_IFDIR
        let reading = ASSAY_LANDLOCK_READ_FILE | (isDirectory ? ASSAY_LANDLOCK_READ_DIR : 0)
        _ = assay_landlock_allow(rules, UInt64(reading) | beyond(isDirectory), place)
    }

    /// Where the libraries of this program lie; those of plugins in Swift lie there too.
    static let libraryDirectories: [String] = {
        let directories = LibraryDirectories()
        let box = Unmanaged.passUnretained(directories).toOpaque()
        assay_each_library(
            { path, box in
                guard let path, let box else { return }
                Unmanaged<LibraryDirectories>.fromOpaque(box).takeUnretainedValue().add(String(cString: path))
            },
            box
        )
        return directories.list
    }()
}

private final class LibraryDirectories {
    var list: [String] = []

    func add(_ path: String) {
        guard path.hasPrefix("/"), path.contains(".so"), let slash = path.lastIndex(of: "/") else { return }
        let directory = String(path[..<slash])
        if !directory.isEmpty, !list.contains(directory) { list.append(directory) }
    }
}
