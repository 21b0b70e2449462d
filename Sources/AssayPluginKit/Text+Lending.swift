internal import CAssayPlugin

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension String {
    /// Lends the text to a function; the pointer is good until that returns.
    func lend<R>(_ body: (assay_text) -> R) -> R {
        var text = self
        return text.withUTF8 { body(assay_text(UnsafeRawBufferPointer($0))) }
    }

    /// Text that lives as long as the process.
    func permanent() -> assay_text {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: utf8.count, alignment: 1)
        copy.copyBytes(from: utf8)
        return assay_text(UnsafeRawBufferPointer(copy))
    }
}

extension Data {
    /// Lends the bytes as text to a function; the pointer is good until that returns.
    func lend<R>(_ body: (assay_text) -> R) -> R { withUnsafeBytes { body(assay_text($0)) } }
}

extension assay_text {
    init(_ buffer: UnsafeRawBufferPointer) {
        self.init(bytes: buffer.baseAddress?.assumingMemoryBound(to: CChar.self), size: UInt64(buffer.count))
    }
}

extension UnsafeRawBufferPointer {
    init(_ text: assay_text) { self.init(start: text.bytes, count: Int(clamping: text.size)) }
}
