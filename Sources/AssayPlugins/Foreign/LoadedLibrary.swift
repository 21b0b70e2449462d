internal import AssayCore

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// A library in this process, which is never unloaded.
struct LoadedLibrary: Sendable {
    let path: String
    let digest: String
    let handle: UInt
    let gate: ForeignGate

    /// The address of a function.
    func function(named symbol: String) throws(AssayError) -> UInt {
        guard let address = dlsym(UnsafeMutableRawPointer(bitPattern: handle), symbol) else {
            throw AssayError(.loadFailed, "\(path) has no function \(symbol)")
        }
        guard CodeMemory.contains(UInt(bitPattern: address)) else {
            throw AssayError(.loadFailed, "\(symbol) in \(path) is data and no function")
        }
        return UInt(bitPattern: address)
    }
}
