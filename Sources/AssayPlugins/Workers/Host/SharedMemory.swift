internal import AssayCore
internal import CLinux

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Memory that host and worker both see: a word that says which call was given up, then the columns of a batch.
///
/// The worker can write anything into it and cannot make it shorter, so reading it never fails and means nothing until
/// the worker has said that a batch is filled.
struct SharedMemory: ~Copyable {
    static let dataOffset = 4096

    private let file: Descriptor
    private var base: UnsafeMutableRawPointer
    private(set) var size: Int

    /// Maps a file in memory of that many bytes, which it is made longer for if need be.
    init(_ file: Descriptor, size: Int, isOwner: Bool) throws(AssayError) {
        let descriptor = file.number
        if isOwner {
            guard ftruncate(descriptor, size) == 0 else { throw Descriptor.exhausted() }
            assay_seal_length(descriptor)
        }
        guard let base = assay_map(descriptor, size) else { throw Descriptor.exhausted() }
        self.file = file
        self.base = base
        self.size = size
    }

    deinit { munmap(base, size) }

    /// Makes room for a batch.
    mutating func grow(to wanted: Int, isOwner: Bool) throws(AssayError) {
        guard wanted > size else { return }
        let rounded = (wanted + 0xFFFF) & ~0xFFFF
        if isOwner, ftruncate(file.number, rounded) != 0 { throw Descriptor.exhausted() }
        guard let fresh = assay_map(file.number, isOwner ? rounded : wanted) else { throw Descriptor.exhausted() }
        munmap(base, size)
        base = fresh
        size = isOwner ? rounded : wanted
    }

    /// The bytes a batch takes, seeds and columns.
    static func size(seeds: Int, columns: Int) -> Int { dataOffset + seeds * 8 * (columns + 1) }

    /// The last call that was given up.
    var cancelledCall: UInt64 {
        get { assay_load_word(base) }
        nonmutating set { assay_store_word(base, newValue) }
    }

    /// The address of the word that says which call was given up.
    var cancellationWord: UInt { UInt(bitPattern: base) }

    /// The seeds of a batch.
    func seeds(_ count: Int) -> UnsafeMutableBufferPointer<UInt64> {
        let start = (base + Self.dataOffset).assumingMemoryBound(to: UInt64.self)
        return UnsafeMutableBufferPointer(start: start, count: count)
    }

    /// One column of a batch.
    func column(_ index: Int, seeds count: Int) -> UnsafeMutableBufferPointer<Double> {
        let start = (base + Self.dataOffset + (index + 1) * count * 8).assumingMemoryBound(to: Double.self)
        return UnsafeMutableBufferPointer(start: start, count: count)
    }
}
