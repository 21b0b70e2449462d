import Assay
import CLinux

/// The keys of providers, from files or the environment; never from the command line, which everybody can read.
struct ProviderKeys {
    private let files: [String: String]
    private let environment: [String: String]
    /// Whether the server is one of the user's own, which may need no key.
    private let isOptional: Bool

    /// Knows where keys are; from then on no core dump and no other process of the user can show them.
    init(_ arguments: ParsedArguments, environment: [String: String]) throws {
        Self.keepMemoryPrivate()
        self.environment = environment
        isOptional = arguments.has(.baseURL)
        var files: [String: String] = [:]
        for text in arguments.strings(.keyFile) {
            let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, KnownProvider.all.contains(where: { $0.id == parts[0] }) else {
                throw UsageError("--key-file must be a provider and a file, such as openai=/home/me/.openai-key")
            }
            files[parts[0]] = parts[1]
        }
        self.files = files
    }

    private static func keepMemoryPrivate() {
        #if os(Linux)
            // A system that refuses is no worse than one that does not know how to.
            _ = assay_keep_memory_private()
        #endif
    }

    /// The variable that holds the key of a provider.
    private func variable(of provider: KnownProvider) -> String? {
        provider.keyNames.first { !(environment[$0] ?? "").isEmpty }
    }

    /// Where the key of a provider is from; `nil` where there is none.
    func source(of provider: KnownProvider) -> String? {
        files[provider.id] == nil ? variable(of: provider) : "the key of --key-file"
    }

    /// The key of a provider; `nil` where it needs none.
    func key(of provider: KnownProvider) throws -> Secret? {
        if let path = files[provider.id] { return try Secret(file: path) }
        if let key = variable(of: provider).flatMap({ environment[$0] }) { return Secret(key) }
        guard !provider.isLocal && !isOptional && provider.base(in: environment) == nil else { return nil }
        throw AssayError(
            .modelAuthentication,
            "\(provider.id) needs a key: set \(provider.keyNames.joined(separator: " or ")), "
                + "or name a file with --key-file \(provider.id)=FILE"
        )
    }
}
