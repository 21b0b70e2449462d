internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Where the worker program is.
enum WorkerLocation {
    static let name = "assay-worker"

    /// The path of the program: the one asked for, else beside this program or the image this code is in, else what
    /// `ASSAY_WORKER` names.
    static func find(_ path: String?) throws(AssayError) -> String {
        if let path {
            guard isProgram(path) else { throw missing("\(CallText.sanitised(path.utf8)) is no program") }
            return path
        }
        for directory in [programDirectory, imageDirectory].compactMap(\.self) where isProgram("\(directory)/\(name)") {
            return "\(directory)/\(name)"
        }
        guard let named = getenv("ASSAY_WORKER").map({ String(cString: $0) }), !named.isEmpty else {
            throw missing("there is no \(name) beside the program and ASSAY_WORKER is not set")
        }
        guard named.hasPrefix("/"), isProgram(named) else {
            throw missing("ASSAY_WORKER must be the absolute path of a program")
        }
        return named
    }

    private static func missing(_ why: String) -> AssayError {
        AssayError(
            .workerUnavailable,
            "no worker process can be started: \(why); put \(name) there, or trust the plugin to run in this process"
        )
    }

    private static func isProgram(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
    }

    private static let programDirectory = PluginSearchPath.currentExecutable().flatMap(parent)

    /// Under `swift test` the program belongs to the toolchain, and the tests are an image it loads.
    private static let imageDirectory: String? = {
        guard let file = assay_image_path(#dsohandle) else { return nil }
        return realpath(file, nil).flatMap { path in
            defer { free(path) }
            return parent(String(cString: path))
        }
    }()

    private static func parent(_ path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
