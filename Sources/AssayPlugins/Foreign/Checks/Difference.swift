/// Where a manifest and the debug information of its library do not say the same.
struct Difference: Error {
    /// The part of the function, such as `parameter x`; empty for the function itself.
    var place = ""
    let manifest: String
    let library: String

    /// The same difference seen from one level further out.
    func inside(_ outer: String) -> Difference {
        Difference(place: place.isEmpty ? outer : "\(outer), \(place)", manifest: manifest, library: library)
    }
}

extension Difference: CustomStringConvertible {
    var description: String {
        (place.isEmpty ? "" : "\(place): ") + "the manifest says \(manifest), the library says \(library)"
    }
}
