public import AssayCore

/// A picture or a document that a turn shows to a model.
///
/// Bytes are kept as base64, as every wire format wants them. What is named by its address is fetched by the provider,
/// never by us.
public struct Media: Sendable, Hashable {
    /// What it is.
    public enum Kind: String, Sendable, Hashable {
        /// A picture: PNG, JPEG, GIF or WebP.
        case picture
        /// A document: PDF.
        case document
    }

    /// Where it is.
    public enum Source: Sendable, Hashable {
        /// Here, in the standard alphabet of base64, padded.
        case data(base64: String)
        /// At an address from which the provider fetches it.
        case url(String)
    }

    /// What it is.
    public let kind: Kind
    /// Its type, such as `image/png`; `nil` for an address of which nobody said.
    public let mediaType: String?
    /// Where it is.
    public let source: Source
    /// What the model may call it, where the provider takes names.
    public let name: String?

    /// The most bytes of one, and of all in a tool's request, so that the bundle that holds it can be read again.
    public static let byteLimit = 10 << 20

    /// Shows bytes, whose type is told by how they begin.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` where there are none, more than ``byteLimit``, or of a
    ///   type that providers do not take.
    public init(_ bytes: [UInt8], name: String? = nil) throws(AssayError) {
        guard bytes.count <= Self.byteLimit else { throw Self.tooLarge }
        try self.init(base64: bytes.withUnsafeBytes(Base64.encode), name: name)
    }

    /// Shows bytes that are written as base64, in the standard alphabet and padded.
    ///
    /// - Throws: as ``init(_:name:)``, and where the text is not such base64.
    public init(base64 text: String, name: String? = nil) throws(AssayError) {
        guard text.utf8.count <= Base64.encodedCount(Self.byteLimit) else { throw Self.tooLarge }
        guard let count = Base64.byteCount(of: text) else {
            throw AssayError(.invalidArgument, "it is not base64 with padding and without line breaks")
        }
        guard count > 0 else { throw AssayError(.invalidArgument, "it is empty") }
        guard let format = MediaFormat(of: Base64.decode(String(text.prefix(16))) ?? []) else {
            throw AssayError(.invalidArgument, "it begins like none of PNG, JPEG, GIF, WebP and PDF")
        }
        (kind, mediaType) = (format.kind, format.rawValue)
        source = .data(base64: text)
        self.name = name
    }

    /// Shows what a provider is to fetch.
    ///
    /// - Parameters:
    ///   - kind: What it is.
    ///   - url: Its address, which begins with `https://` or `http://`.
    ///   - mediaType: Its type, such as `image/png`.
    ///   - name: What the model may call it.
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` for another address or another type.
    public init(
        _ kind: Kind,
        url: String,
        mediaType: String? = nil,
        name: String? = nil
    ) throws(AssayError) {
        let scheme = ["https://", "http://"].first { url.lowercased().hasPrefix($0) }
        guard let scheme, url.utf8.count > scheme.utf8.count, url.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw AssayError(.invalidArgument, "its address must begin with https:// or http:// and hold ASCII only")
        }
        guard mediaType.map({ MediaFormat(rawValue: $0)?.kind == kind }) ?? true else {
            throw MediaFormat.mismatch(kind)
        }
        (self.kind, self.mediaType, self.name) = (kind, mediaType, name)
        source = .url(url)
    }

    private static let tooLarge = AssayError(.invalidArgument, "it is over \(byteLimit >> 20) MiB")
}

extension Media {
    /// Its bytes as base64; `nil` for an address.
    var base64: String? { if case .data(let text) = source { text } else { nil } }

    /// The number of bytes; 0 for an address.
    var byteCount: Int {
        guard let text = base64?.utf8 else { return 0 }
        return text.count / 4 * 3 - text.suffix(2).count { $0 == UInt8(ascii: "=") }
    }

    /// Its address, or a `data:` address that holds it.
    var address: String {
        switch source {
        case .data(let text): "data:\(mediaType ?? "");base64,\(text)"
        case .url(let url): url
        }
    }
}

/// The types of which providers take pictures and documents.
enum MediaFormat: String, CaseIterable {
    case png = "image/png"
    case jpeg = "image/jpeg"
    case gif = "image/gif"
    case webP = "image/webp"
    case pdf = "application/pdf"

    var kind: Media.Kind { self == .pdf ? .document : .picture }

    /// The type of a file that begins with these bytes, twelve of which are enough.
    init?(of bytes: [UInt8]) {
        func begins(_ start: [UInt8], at place: Int = 0) -> Bool { bytes.dropFirst(place).starts(with: start) }
        if begins([0x89] + Array("PNG\r\n\u{1A}\n".utf8)) {
            self = .png
        } else if begins([0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if begins(Array("GIF87a".utf8)) || begins(Array("GIF89a".utf8)) {
            self = .gif
        } else if begins(Array("RIFF".utf8)), begins(Array("WEBP".utf8), at: 8) {
            self = .webP
        } else if begins(Array("%PDF-".utf8)) {
            self = .pdf
        } else {
            return nil
        }
    }

    /// Says that something is of the other kind.
    static func mismatch(_ wanted: Media.Kind) -> AssayError {
        let types = allCases.filter { $0.kind == wanted }.map(\.rawValue).joined(separator: ", ")
        return AssayError(.invalidArgument, "its type is none of a \(wanted.rawValue): \(types)")
    }
}
