/// What a tool that stands for several others is made of.
public struct ToolComposition: Sendable, Hashable {
    /// How the members work together.
    public var kind: Kind
    /// The members, in order.
    public var members: [Member]

    /// Describes a composite.
    public init(_ kind: Kind, of members: [Member]) {
        self.kind = kind
        self.members = members
    }

    /// How the members of a composite work together.
    public enum Kind: String, Sendable, Hashable {
        /// The answer of one is the request of the next.
        case chain
        /// All answer the same request, in turn.
        case panel
    }

    /// One of the tools.
    public struct Member: Sendable, Hashable {
        /// The name.
        public var name: String
        /// The version, as the author writes it.
        public var version: String
        /// SHA-256 of the file the tool was loaded from; `nil` where there is none.
        public var sha256: String?
        /// SHA-256 of what a manifest says about the tool; `nil` where there is none.
        public var manifestSHA256: String?

        /// Names a member.
        public init(name: String, version: String, sha256: String? = nil, manifestSHA256: String? = nil) {
            self.name = name
            self.version = version
            self.sha256 = sha256
            self.manifestSHA256 = manifestSHA256
        }
    }

    /// One hash for the files of all members; `nil` when none was loaded from a file.
    public var sha256: String? { combined(\.sha256) }

    /// One hash for what manifests say about members; `nil` when none has a manifest.
    public var manifestSHA256: String? { combined(\.manifestSHA256) }

    private func combined(_ hash: KeyPath<Member, String?>) -> String? {
        guard members.contains(where: { $0[keyPath: hash] != nil }) else { return nil }
        return SHA256.hexDigest(of: members.map { $0[keyPath: hash] ?? "-" }.joined(separator: "\n"))
    }
}
