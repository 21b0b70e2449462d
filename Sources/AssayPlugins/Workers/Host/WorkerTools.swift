internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Turns what a worker loads into tools of this process.
struct WorkerTools {
    let options: WorkerOptions
    let log: @Sendable (PluginLogLine) -> Void

    /// The tools of a plugin whose file was checked.
    func tools(of file: PluginFile) throws(AssayError) -> [any Tool] {
        if options.quarantine.holds(file.sha256) { throw CrashQuarantine.refusal }
        let setup = setup(
            .plugin(path: file.path, digest: file.sha256, isLoadedByPath: try needsNeighbours(file)),
            Self.directory(of: file.path)
        )
        let plan = WorkerPlan(
            program: try WorkerLocation.find(options.executable),
            setup: setup,
            image: try Descriptor.sealed(file.bytes, name: "assay-plugin"),
            options: options,
            log: log
        )
        let (first, pool) = try start(plan, digest: file.sha256)
        let origin = ToolDescriptor.Origin.plugin(path: file.path, sha256: file.sha256)
        return first.tools.enumerated().map { index, described in
            tool(
                described,
                origin,
                first,
                WorkerSeat(pool: pool, index: index, calledTools: [], callTool: nil, isPlugin: true)
            )
        }
    }

    /// The functions of a manifest.
    func tools(of manifest: ForeignManifest, callTool: ForeignToolCaller?) throws(AssayError) -> [any Tool] {
        let source = manifest.source.canonicalJSON
        // The library is found inside the worker; until then the manifest stands for it.
        let provisional = SHA256.hexDigest(of: source)
        if options.quarantine.holds(provisional) { throw CrashQuarantine.refusal }
        let plan = WorkerPlan(
            program: try WorkerLocation.find(options.executable),
            setup: setup(
                .functions(manifest: source, file: manifest.file),
                manifest.library.hasPrefix("/") ? Self.directory(of: manifest.library) : nil
            ),
            image: nil,
            options: options,
            log: log
        )
        let (first, pool) = try start(plan, digest: provisional)
        guard first.tools.map(\.descriptor.name) == manifest.functions.map(\.name) else {
            throw AssayError(.protocolError, "the worker process described other functions than the manifest's")
        }
        return zip(first.tools, manifest.functions).enumerated().map { index, pair in
            let seat = WorkerSeat(
                pool: pool,
                index: index,
                calledTools: Set(pair.1.calledTools),
                callTool: callTool,
                isPlugin: false
            )
            // Only which file the library is cannot be known here.
            let (described, function) = pair
            let descriptor = ForeignLibrary.descriptor(
                of: function,
                manifest,
                path: described.descriptor.origin.path ?? "",
                digest: described.descriptor.origin.sha256 ?? ""
            )
            return WorkerTool(descriptor: descriptor, place: place(of: first), seat: seat)
        }
    }

    private func start(_ plan: WorkerPlan, digest: String) throws(AssayError) -> (Worker, WorkerPool) {
        do throws(AssayError) {
            let first = try Worker(plan)
            return (first, try WorkerPool(plan, digest: digest, first: first))
        } catch {
            if error.isCrash || error.code == .loadTimeout { options.quarantine.recordCrash(of: digest) }
            throw error
        }
    }

    private func place(of worker: Worker) -> ExecutionPlace {
        ExecutionPlace(executor: "worker", sandbox: worker.sandbox, parallelCalls: max(1, options.maxWorkers))
    }

    private func tool(
        _ described: DescribedTool,
        _ origin: ToolDescriptor.Origin,
        _ worker: Worker,
        _ seat: WorkerSeat
    ) -> any Tool {
        var descriptor = described.descriptor
        descriptor.origin = origin
        let place = place(of: worker)
        guard let columns = described.columns else {
            return WorkerTool(descriptor: descriptor, place: place, seat: seat)
        }
        return BatchWorkerTool(descriptor: descriptor, place: place, columns: columns, seat: seat)
    }
}

// MARK: What a worker may read

extension WorkerTools {
    private func setup(_ subject: WorkerSetup.Subject, _ directory: String?) -> WorkerSetup {
        let working = options.readsWorkingDirectory ? WorkingDirectory.readable() : []
        return WorkerSetup(
            subject: subject,
            sandbox: options.sandbox,
            readable: [directory].compactMap(\.self) + working + options.readable,
            writable: options.writable,
            reachesNetwork: options.reachesNetwork,
            memoryLimit: options.memoryLimit,
            processorLimit: options.processorLimit.map { UInt64(clamping: max(1, $0.components.seconds)) }
        )
    }

    private static func directory(of path: String) -> String? {
        guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return nil }
        return String(path[..<slash])
    }

    /// Whether the loader must find the plugin where it lies, because libraries it needs lie beside it.
    private func needsNeighbours(_ file: PluginFile) throws(AssayError) -> Bool {
        guard let directory = Self.directory(of: file.path) else { return false }
        return try file.image().neededLibraries.contains { access("\(directory)/\($0)", F_OK) == 0 }
    }
}
