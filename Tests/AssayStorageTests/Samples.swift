import AssayCore
import AssayStatistics

/// Small runs.
enum Samples {
    static func plan(_ id: String) throws -> EvidenceBundle {
        let builder = BundleBuilder(
            tool: ToolDescriptor(name: "sample"),
            request: [:],
            options: BundleOptions(k: 1000, stop: NeverRule())
        )
        let trace = String(repeating: "a", count: 32)
        return try builder.plan(
            execution: ExecutionRecord(runID: id, traceID: trace, executor: "test", maxParallel: 1)
        )
    }
}
