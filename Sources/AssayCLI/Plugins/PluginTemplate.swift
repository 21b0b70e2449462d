import Assay
import Foundation

/// What `assay plugin new` and `assay plugin header` write; no file that exists is touched.
struct PluginTemplate {
    private let language: String
    private let directory: String?
    private let package: String?

    init(_ arguments: ParsedArguments) throws {
        language = arguments.string("language") ?? "c"
        directory = arguments.string("directory")
        package = arguments.string("package")
    }

    /// Writes a plugin with one tool of that name.
    func write(named name: String, _ terminal: Terminal) throws -> ExitCode {
        guard ToolDescriptor.isLegal(name: name) else {
            throw UsageError("NAME is a letter or underscore, then at most 63 letters, digits, underscores or hyphens")
        }
        let files = try files().map { path, bytes in
            (path.replacing("NAME", with: name), try filled(String(decoding: bytes, as: UTF8.self), name))
        }
        let directory = directory ?? name
        try write(files, to: directory, terminal)
        terminal.note("next: see \(Terminal.clean(directory))/README.md")
        return .success
    }

    /// Writes the headers alone.
    func writeHeaders(_ terminal: Terminal) throws -> ExitCode {
        try write(
            Self.headers.map { ($0, String(decoding: $1, as: UTF8.self)) },
            to: directory ?? ".",
            terminal
        )
        return .success
    }

    /// All or nothing: that a file is there is found out before the first one is written.
    private func write(_ files: [(String, String)], to directory: String, _ terminal: Terminal) throws {
        let paths = files.map { "\(directory)/\($0.0)" }
        if let taken = paths.first(where: { FileManager.default.fileExists(atPath: $0) }) {
            throw AssayError(.fileError, "\(taken) exists; name another --directory, nothing is written over")
        }
        for (path, file) in zip(paths, files) {
            let folder = URL(filePath: path).deletingLastPathComponent().path(percentEncoded: false)
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw AssayError(.fileError, "\(folder) cannot be made")
            }
            try JSONFile.write(path) { $0(file.1) }
        }
        let document: Value = ["files": .array(paths.map(Value.string))]
        let lines = paths.map { Terminal.clean($0) + "\n" }.joined()
        terminal.output(terminal.wantsJSON ? document.canonicalJSON + "\n" : lines)
    }
}

// MARK: What there is

extension PluginTemplate {
    private static let headers: [(String, [UInt8])] = [
        ("assay/plugin.h", PackageResources.plugin_h),
        ("assay/ext/batch.h", PackageResources.batch_h),
        ("assay/ext/idempotency.h", PackageResources.idempotency_h),
        ("assay/ext/progress.h", PackageResources.progress_h),
        ("assay/ext/usage.h", PackageResources.usage_h),
    ]

    /// The files of a language, with where they go.
    private func files() throws -> [(String, [UInt8])] {
        let request = [("request.json", PackageResources.request_json), ("README.md", PackageResources.README_md_in)]
        switch language {
        case "c":
            return [("NAME.c", PackageResources.plugin_c_in), ("Makefile", PackageResources.Makefile_c_in)] + request
                + Self.headers
        case "cpp":
            return [("NAME.cpp", PackageResources.plugin_cpp_in), ("Makefile", PackageResources.Makefile_cpp_in)]
                + request
                + Self.headers
        case "rust":
            return [
                ("src/lib.rs", PackageResources.lib_rs_in), ("src/assay.rs", PackageResources.assay_rs_in),
                ("Cargo.toml", PackageResources.Cargo_toml_in), ("Makefile", PackageResources.Makefile_rust_in),
            ] + request
        case "swift":
            return [
                ("Package.swift", PackageResources.Package_swift_in), ("Makefile", PackageResources.Makefile_swift_in),
                ("Sources/Plugin/Dice.swift", PackageResources.Dice_swift_in),
                ("Sources/Plugin/Entry.swift", PackageResources.Entry_swift_in),
            ] + request
        default: throw UsageError("--language must be c, cpp, rust or swift")
        }
    }

    private func filled(_ text: String, _ name: String) throws -> String {
        guard text.contains("@") else { return text }
        var text = text.replacing("@NAME@", with: name).replacing("@LANGUAGE@", with: language)
        if text.contains("@PACKAGE@") { text = text.replacing("@PACKAGE@", with: try assayPackage()) }
        return text
    }

    /// The checkout of Assay that a plugin in Swift builds against: the one that was named, or the one this program was
    /// built in.
    private func assayPackage() throws -> String {
        let start = package ?? PluginSearchPath.currentExecutable() ?? "."
        var folder = URL(filePath: start).standardizedFileURL.resolvingSymlinksInPath()
        while folder.path != "/" {
            let kit = folder.appending(path: "Sources/AssayPluginKit").path(percentEncoded: false)
            if FileManager.default.fileExists(atPath: kit) { return folder.path(percentEncoded: false) }
            guard package == nil else { break }
            folder.deleteLastPathComponent()
        }
        throw UsageError(
            "--language swift needs --package PATH, a checkout of Assay: its AssayPluginKit is built with the plugin"
        )
    }
}
