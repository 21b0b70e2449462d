internal import AssayCore
internal import AssayEngine
public import AssayPlugins
internal import Foundation

extension AssayClient {
    /// Loads every plugin and manifest of a directory, one plugin file, or one manifest, and registers their tools.
    ///
    /// A plugin that cannot be used does not keep the others of its directory from being loaded.
    ///
    /// - Parameters:
    ///   - path: What to load.
    ///   - isolation: Where plugins and functions run: in sandboxed worker processes unless they are trusted.
    /// - Returns: what was loaded, and what was refused and why.
    /// - Throws: ``AssayError`` when there is no such file or directory, or the one file named cannot be used.
    @discardableResult
    public func loadPlugins(from path: String, isolation: Isolation = .worker()) async throws -> PluginReport {
        try await onToolThread { [registry] in
            var isDirectory: ObjCBool = false
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) else {
                throw AssayError(
                    .loadFailed,
                    "\(path): no such file or directory; give a plugin or a directory of plugins"
                )
            }
            if isDirectory.boolValue { return try Self.loadAll(in: path, isolation, into: registry) }
            var report = PluginReport()
            if PluginDiscovery.isManifest(path) {
                report.tools = try Self.loadFunctions(from: path, isolation, into: registry)
                return report
            }
            try Self.load(path.contains("/") ? path : "./" + path, isolation, into: registry, &report)
            return report
        }
    }

    /// Loads plugins from the search path: `ASSAY_PLUGIN_PATH`, the user's plugins, beside the executable.
    ///
    /// A file found twice is loaded once; directories that do not exist are skipped.
    ///
    /// - Parameters:
    ///   - environment: Where the variables are looked up; `nil` means those of the process.
    ///   - executablePath: The running program; `nil` leaves out its directory.
    ///   - isolation: Where plugins run: in sandboxed worker processes unless they are trusted.
    /// - Returns: what was loaded, and what was refused and why.
    /// - Throws: never; what cannot be loaded is in the report.
    @discardableResult
    public func loadPlugins(
        environment: [String: String]? = nil,
        executablePath: String? = PluginSearchPath.currentExecutable(),
        isolation: Isolation = .worker()
    ) async throws -> PluginReport {
        try await onToolThread { [registry] in
            var report = PluginReport()
            let environment = environment ?? ProcessInfo.processInfo.environment
            for directory in PluginSearchPath.directories(environment: environment, executablePath: executablePath) {
                guard FileManager.default.fileExists(atPath: directory) else { continue }
                do throws(AssayError) {
                    report.add(try Self.loadAll(in: directory, isolation, into: registry))
                } catch {
                    report.refused.append(RefusedPlugin(path: directory, reason: error))
                }
            }
            return report
        }
    }

    private static func loadAll(
        in directory: String,
        _ isolation: Isolation,
        into registry: ToolRegistry
    ) throws(AssayError) -> PluginReport {
        let scan = try PluginDiscovery.scan(directory)
        var report = PluginReport()
        report.refused = scan.refused
        for plugin in scan.plugins {
            do throws(AssayError) {
                try load(plugin.path, isolation, into: registry, &report)
            } catch {
                report.refused.append(RefusedPlugin(path: plugin.path, reason: error))
            }
        }
        for path in scan.manifests {
            do throws(AssayError) {
                report.tools += try loadFunctions(from: path, isolation, into: registry)
            } catch {
                report.refused.append(RefusedPlugin(path: path, reason: error))
            }
        }
        return report
    }

    /// Registers all tools of a plugin, or none.
    ///
    /// A tool that is registered from this very file stays as it is, so that loading twice does no harm.
    private static func load(
        _ path: String,
        _ isolation: Isolation,
        into registry: ToolRegistry,
        _ report: inout PluginReport
    ) throws(AssayError) {
        let tools = try PluginLoader.load(path: path, isolation: isolation)
        var added: [String] = []
        do throws(AssayError) {
            for tool in tools where registry.listTools()[tool.name]?.origin != tool.descriptor.origin {
                try registry.register(tool)
                added.append(tool.name)
            }
        } catch {
            for name in added { registry.unregister(name) }
            throw error
        }
        report.tools += tools.map(\.name)
    }
}

/// What came of loading plugins.
public struct PluginReport: Sendable, Hashable {
    /// The names of the tools that are registered now.
    public var tools: [String] = []
    /// The plugins that were refused, and why.
    public var refused: [RefusedPlugin] = []

    /// Creates an empty report.
    public init() {}

    fileprivate mutating func add(_ other: PluginReport) {
        tools += other.tools
        refused += other.refused
    }
}
