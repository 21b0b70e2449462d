internal import CAssayPlugin

/// A tool's function for many seeds, and the columns it fills.
struct NativeBatch: Sendable {
    let columns: [String]
    let run:
        @convention(c) (
            UnsafePointer<assay_tool>?, UnsafePointer<assay_call>?, UnsafePointer<UInt64>?, UInt64,
            UnsafePointer<UnsafeMutablePointer<Double>?>?
        ) -> Int32
}
