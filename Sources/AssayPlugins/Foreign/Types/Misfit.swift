/// A value that does not fit where it should go, and the place of the misfit within it.
struct Misfit: Error {
    let path: String
    let reason: String

    init(_ reason: String, path: String = "") {
        self.reason = reason
        self.path = path
    }

    /// The same misfit seen from one level further out.
    func inside(_ outer: String) -> Misfit {
        let isJoined = path.isEmpty || path.hasPrefix("[")
        return Misfit(reason, path: isJoined ? outer + path : "\(outer).\(path)")
    }
}

extension Misfit: CustomStringConvertible {
    var description: String { path.isEmpty ? reason : "\(path) \(reason)" }
}
