internal import CAssayKernels

/// The processor's own SHA-256, several times faster than a portable one.
package enum HashKernel {
    /// The number of bytes of a block.
    package static let blockSize = 64

    /// Adds blocks to a state of eight words.
    ///
    /// - Returns: false, and nothing is done, where the processor has no instructions for it.
    package static func addSHA256(
        _ blocks: UnsafeBufferPointer<UInt8>,
        to state: UnsafeMutablePointer<UInt32>
    ) -> Bool {
        guard let start = blocks.baseAddress else { return true }
        return assay_sha256(state, start, blocks.count / blockSize) == 0
    }
}
