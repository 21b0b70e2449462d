public import AssayCore

/// Turns the functions of a library into tools.
///
/// The code runs with the rights of this process and can end it, and a manifest that is wrong about a function is
/// undefined behaviour; use only what you trust as much as your own code.
public enum ForeignLibrary {
    /// Loads the library of a manifest and prepares its functions; none of them is called.
    ///
    /// A bare name such as `libm.so.6` is looked up as the system does. The file must be safe from changes by others, as
    /// plugins must, and where it carries debug information the manifest must agree with that. Calls of one library run one
    /// after the other, except those of functions flagged `concurrent`, and a call blocks its thread.
    ///
    /// - Parameters:
    ///   - manifest: what the library is and how its functions are called.
    ///   - callTool: asks the tools that callbacks are served by; it may be left out where there are none.
    /// - Returns: the tools, in the order of the manifest.
    /// - Throws: ``AssayError/Code/loadFailed`` for a missing library or function, ``AssayError/Code/unsafePath`` for a
    ///   file others could have changed, ``AssayError/Code/invalidManifest`` for what cannot be called.
    public static func load(
        manifest: ForeignManifest,
        callTool: ForeignToolCaller? = nil
    ) throws(AssayError) -> [any Tool] {
        try checkCallbacks(of: manifest, callTool)
        let library = try LoadedLibraries.shared.library(manifest.library) { file throws(AssayError) in
            _ = try manifest.check(against: file)
        }
        var tools: [any Tool] = []
        for function in manifest.functions {
            do throws(AssayError) {
                let descriptor = descriptor(of: function, manifest, path: library.path, digest: library.digest)
                try descriptor.validate()
                let plan = try ForeignPlan(function: function, library: library, callTool: callTool)
                tools.append(ForeignTool(descriptor: descriptor, plan: plan))
            } catch {
                throw failure(manifest, function, error)
            }
        }
        return tools
    }

    /// Callbacks that ask tools need somebody who asks them.
    static func checkCallbacks(of manifest: ForeignManifest, _ callTool: ForeignToolCaller?) throws(AssayError) {
        for function in manifest.functions {
            guard callTool == nil, let tool = function.calledTools.first else { continue }
            throw failure(
                manifest,
                function,
                AssayError(.invalidManifest, "asks the tool \(tool), and none can be asked")
            )
        }
    }

    /// What a function is as a tool.
    static func descriptor(
        of function: ForeignFunction,
        _ manifest: ForeignManifest,
        path: String,
        digest: String
    ) -> ToolDescriptor {
        ToolDescriptor(
            name: function.name,
            version: manifest.version,
            description: function.description,
            capabilities: function.capabilities,
            provider: manifest.provider,
            inputSchema: function.inputSchema,
            outputSchema: function.outputSchema,
            flags: function.flags,
            origin: .function(
                path: path,
                sha256: digest,
                manifestSHA256: function.manifestSHA256
            )
        )
    }

    private static func failure(
        _ manifest: ForeignManifest,
        _ function: ForeignFunction,
        _ error: AssayError
    ) -> AssayError {
        AssayError(error.code, "\(CallText.sanitised(manifest.file.utf8)): \(function.name): \(error.message)")
    }
}
