import Assay

extension ParsedArguments {
    /// The pictures or documents an option names, as a request has them; `nil` for none.
    func shown(_ kind: Media.Kind, by flag: Flag) throws -> Value? {
        let media = try strings(flag).map { try Self.media($0, kind, flag) }
        return media.isEmpty ? Value?.none : .array(media.map(\.document))
    }

    private static func media(_ place: String, _ kind: Media.Kind, _ flag: Flag) throws(AssayError) -> Media {
        guard !place.hasPrefix("https://"), !place.hasPrefix("http://") else {
            do throws(AssayError) {
                return try Media(kind, url: place)
            } catch {
                throw AssayError(error.code, "--\(flag.name): \(error.message)")
            }
        }
        let media = try MediaFile.read(place)
        guard media.kind == kind else {
            let (found, other) = (media.kind.rawValue, kind == .picture ? Flag.document : .image)
            throw AssayError(.fileError, "\(place) is a \(found): name it with --\(other.name), not --\(flag.name)")
        }
        return media
    }
}
