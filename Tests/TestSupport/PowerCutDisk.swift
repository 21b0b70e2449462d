public import Foundation

/// Files as they are written, and as they may be after a power cut.
///
/// What was synced is there. Of the rest, each piece of 512 bytes of each write is there or not, whatever came first.
public struct PowerCutDisk {
    /// When it is on disk that a file exists, is gone or has another name.
    public enum Names: Sendable {
        /// As soon as it is done.
        case atOnce
        /// When its directory is synced; until then it is or is not.
        case whenSynced
    }

    private let kind: Names
    private var files: [Int: File] = [:]
    private var names: [String: Int] = [:]
    private var syncedNames: [String: Int] = [:]

    private struct File {
        var synced = Data()
        var pending: [FaultShim.Operation] = []
    }

    /// Starts with no file.
    public init(names kind: Names) { self.kind = kind }

    /// Adds a file that was there before, whole and synced.
    public mutating func add(_ path: String, _ bytes: Data) {
        names[path] = files.count
        syncedNames[path] = files.count
        files[files.count] = File(synced: bytes)
    }

    /// Does what a process did.
    public mutating func perform(_ operation: FaultShim.Operation) {
        switch operation.kind {
        case "s": sync(operation.path)
        case "u": names[operation.path] = nil
        case "r": names[operation.path] = names.removeValue(forKey: String(decoding: operation.bytes, as: UTF8.self))
        default: files[number(of: operation.path), default: File()].pending.append(operation)
        }
        if kind == .atOnce { syncedNames = names }
    }

    private mutating func sync(_ path: String) {
        guard names[path] != nil || !names.keys.contains(where: { $0.hasPrefix(path + "/") }) else {
            return syncedNames = names
        }
        let number = number(of: path)
        files[number] = File(synced: contents(number))
    }

    private mutating func number(of path: String) -> Int {
        if let number = names[path] { return number }
        let number = files.count
        names[path] = number
        files[number] = File()
        return number
    }

    /// A file as a program sees it.
    public func written(_ path: String) -> Data { names[path].map(contents) ?? Data() }

    /// What is there after a power cut.
    ///
    /// - Parameters:
    ///   - survival: The chance, from 0 to 1, that a piece that was not synced survives.
    ///   - random: Decides which.
    /// - Returns: the contents of the files by path.
    public func afterCut(survival: Double, using random: inout some RandomNumberGenerator) -> [String: Data] {
        let survives = Double.random(in: 0..<1, using: &random) < survival
        var disk: [String: Data] = [:]
        for (path, number) in (survives ? names : syncedNames).sorted(by: { $0.key < $1.key }) {
            guard let file = files[number] else { continue }
            var data = file.synced
            for operation in file.pending { Self.apply(operation, survival, to: &data, using: &random) }
            disk[path] = data
        }
        return disk
    }

    private func contents(_ number: Int) -> Data {
        guard let file = files[number] else { return Data() }
        var data = file.synced
        var random = SystemRandomNumberGenerator()
        for operation in file.pending { Self.apply(operation, 1, to: &data, using: &random) }
        return data
    }

    private static func apply(
        _ operation: FaultShim.Operation,
        _ survival: Double,
        to data: inout Data,
        using random: inout some RandomNumberGenerator
    ) {
        func survives() -> Bool { Double.random(in: 0..<1, using: &random) < survival }
        if operation.kind == "t" {
            if survives() { resize(&data, to: operation.length) }
            return
        }
        for start in stride(from: 0, to: operation.bytes.count, by: 512) where survives() {
            let piece = operation.bytes[start..<min(start + 512, operation.bytes.count)]
            let place = operation.offset + start
            if data.count < place + piece.count { resize(&data, to: place + piece.count) }
            data.replaceSubrange(place..<place + piece.count, with: piece)
        }
    }

    private static func resize(_ data: inout Data, to count: Int) {
        if data.count > count { data.removeLast(data.count - count) }
        data.append(Data(count: max(0, count - data.count)))
    }
}
