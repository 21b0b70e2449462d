internal import AssayCore

/// What a worker is told before it does anything.
struct WorkerSetup: Sendable {
    var subject: Subject
    var sandbox: Sandbox
    /// What may be read beyond the plugin's directory and the system's libraries.
    var readable: [String]
    /// What may be written, and read.
    var writable: [String]
    /// Whether the internet may be connected to.
    var reachesNetwork: Bool
    var memoryLimit: UInt64
    var processorLimit: UInt64?

    /// What the worker serves.
    enum Subject: Sendable {
        /// A plugin; its bytes are in a sealed file the worker holds, and are loaded from there unless the plugin finds
        /// libraries beside itself.
        case plugin(path: String, digest: String, isLoadedByPath: Bool)
        /// The functions of a manifest.
        case functions(manifest: String, file: String)
    }

    func write(to writer: inout PayloadWriter) {
        switch subject {
        case .plugin(let path, let digest, let isLoadedByPath):
            writer.flag(false)
            writer.text(path)
            writer.text(digest)
            writer.flag(isLoadedByPath)
        case .functions(let manifest, let file):
            writer.flag(true)
            writer.text(manifest)
            writer.text(file)
        }
        writer.integer(sandbox.rawValue)
        writer.texts(readable)
        writer.texts(writable)
        writer.flag(reachesNetwork)
        writer.integer(memoryLimit)
        writer.optional(processorLimit) { $0.integer($1) }
    }

    init(reading reader: inout PayloadReader) throws(AssayError) {
        if try reader.flag() {
            subject = .functions(manifest: try reader.text(), file: try reader.text())
        } else {
            subject = .plugin(path: try reader.text(), digest: try reader.text(), isLoadedByPath: try reader.flag())
        }
        guard let sandbox = Sandbox(rawValue: try reader.integer(UInt8.self)) else { throw PayloadReader.malformed() }
        self.sandbox = sandbox
        readable = try reader.texts()
        writable = try reader.texts()
        reachesNetwork = try reader.flag()
        memoryLimit = try reader.integer(UInt64.self)
        processorLimit = try reader.optional { reader throws(AssayError) in try reader.integer(UInt64.self) }
        try reader.finish()
    }

    init(
        subject: Subject,
        sandbox: Sandbox,
        readable: [String],
        writable: [String] = [],
        reachesNetwork: Bool = false,
        memoryLimit: UInt64,
        processorLimit: UInt64?
    ) {
        self.subject = subject
        self.sandbox = sandbox
        self.readable = readable
        self.writable = writable
        self.reachesNetwork = reachesNetwork
        self.memoryLimit = memoryLimit
        self.processorLimit = processorLimit
    }
}
