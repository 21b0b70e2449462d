#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Darwin)
    internal import Darwin
#endif

/// Which memory of this process holds code.
enum CodeMemory {
    /// Whether an address may be called.
    ///
    /// Where the system does not say which memory is what, every address may.
    static func contains(_ address: UInt) -> Bool {
        guard let text = map() else { return true }
        return text.split(separator: UInt8(ascii: "\n")).contains { line in
            // A line starts with the range and the rights: 7f0c3a000000-7f0c3a021000 r-xp.
            let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
            guard parts.count > 1, parts[1].dropFirst(2).first == UInt8(ascii: "x") else { return false }
            let bounds = parts[0].split(separator: UInt8(ascii: "-")).compactMap {
                UInt(String(decoding: $0, as: UTF8.self), radix: 16)
            }
            return bounds.count == 2 && address >= bounds[0] && address < bounds[1]
        }
    }

    private static let sizeLimit = 16 << 20

    private static func map() -> [UInt8]? {
        let descriptor = open("/proc/self/maps", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var text: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        while text.count < sizeLimit {
            let count = read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return count == 0 ? text : nil }
            text += chunk.prefix(count)
        }
        return nil
    }
}
