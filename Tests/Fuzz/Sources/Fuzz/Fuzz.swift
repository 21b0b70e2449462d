// Feeds bytes made up by libFuzzer to everything that reads what comes from outside. ASSAY_FUZZ names the reader.
import Assay
import Foundation

@_silgen_name("LLVMFuzzerRunDriver")
func runDriver(
    _ argc: UnsafeMutablePointer<Int32>,
    _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
    _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

/// SwiftPM renames `main`, so the driver is started from the name it looks for.
@_cdecl("Fuzz_main")
public func start(_ argc: Int32, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
    var argc = argc
    var argv = argv
    return runDriver(&argc, &argv) { bytes, count in
        Target.chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
        return 0
    }
}

enum Target: String, CaseIterable {
    case json, yaml, schema, manifest, elf, bundle, rules

    static let chosen: Target = {
        guard let target = Target(rawValue: ProcessInfo.processInfo.environment["ASSAY_FUZZ"] ?? "") else {
            print("ASSAY_FUZZ must be one of \(allCases.map(\.rawValue).joined(separator: ", "))")
            exit(64)
        }
        return target
    }()

    /// Whatever comes, an answer or an error is fine; what is checked is that nothing traps, leaks or hangs, and that what was
    /// read is what is written.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .json:
            guard let value = try? Value(jsonBytes: bytes) else { return }
            precondition((try? Value(json: value.canonicalJSON)) == value, "written text reads back as another value")
        case .yaml: _ = try? YAMLDocument(bytes: bytes, file: "fuzz").value
        case .schema: checkSchema(bytes)
        case .manifest:
            guard let value = try? YAMLDocument(bytes: bytes, file: "fuzz").value else { return }
            _ = try? ForeignManifest(value, file: "fuzz")
        case .elf: _ = try? PluginImage(bytes: bytes, file: "fuzz")
        case .bundle:
            guard let value = try? Value(jsonBytes: bytes) else { return }
            _ = try? EvidenceBundle(decoding: value)
        case .rules: _ = try? PlannerRules(String(decoding: bytes, as: UTF8.self), file: "fuzz")
        }
    }

    /// The bytes hold a schema and an instance for it.
    private func checkSchema(_ bytes: [UInt8]) {
        guard case .array(let parts) = try? Value(jsonBytes: bytes), let first = parts.first else { return }
        guard let schema = try? Schema(first) else { return }
        for instance in parts.dropFirst() { _ = schema.validate(instance) }
    }
}
