import Assay
import Foundation

/// The models a command line or a bundle names, ready to be asked, recorded or replayed.
struct AskedModels {
    let models: [AskedModel]
    /// The address of the server that answers, where it is not the usual one.
    let server: String?
    /// What the models did so far, where that is recorded.
    let history: (any ModelHistory)?
    private let recorder: CassetteRecorder?
    private let recording: String?
    private let cassette: Cassette?

    /// Finds keys and files before anything is asked.
    ///
    /// Models of a bundle may have been made at an address of their own; then nobody knows what that server asks for. With a
    /// store the command learns from what the models do, unless it must not.
    init(
        _ names: [AskedName],
        _ arguments: ParsedArguments,
        madeAt: String? = nil,
        learns: Bool = true,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
        try arguments.checkServers(of: names)
        let keys = try ProviderKeys(arguments, environment: environment)
        recording = arguments.string(Flag.record.name)
        cassette = try arguments.string(Flag.replay.name).map { try Cassette(try JSONFile.read($0)) }
        try arguments.checkRecording(of: names.map(\.provider))
        let secrets = cassette == nil ? try names.compactMap { try keys.key(of: $0.provider) } : []
        recorder = recording == nil ? nil : CassetteRecorder(striking: secrets)
        let base = arguments.string(Flag.baseURL.name)
        let named = Self.server(of: names, in: environment)
        let setup = ProviderSetup(
            base: base,
            keys: keys,
            environment: environment,
            client: try arguments.httpClient(),
            registry: try arguments.modelRegistry(environment: environment),
            isForeign: base != nil || madeAt != nil && madeAt != named,
            recorder: recorder,
            cassette: cassette,
            cache: try await arguments.responseCache()
        )
        models = try names.map { try setup.model($0.model, of: $0.provider) }
        // Of a recording nobody is asked.
        server = base.map(Self.withoutSecrets) ?? (cassette == nil ? named : nil) ?? madeAt
        let isAsking = learns && cassette == nil
        history = isAsking ? try await arguments.store().map { SQLiteModelHistory($0) } : nil
    }

    /// The addresses an environment names in place of those of the providers.
    static func server(of names: [AskedName], in environment: [String: String]) -> String? {
        let bases = Set(names.map(\.provider)).compactMap { $0.base(in: environment) }
        return bases.isEmpty ? nil : bases.map(withoutSecrets).sorted().joined(separator: ", ")
    }

    /// An address may hold a name and a password, which belong into no bundle.
    private static func withoutSecrets(_ address: String) -> String {
        guard var parts = URLComponents(string: address) else { return "an address that is no URL" }
        (parts.user, parts.password, parts.query, parts.fragment) = (nil, nil, nil, nil)
        return parts.string ?? "an address that is no URL"
    }

    /// Refuses a budget in money that nobody could keep.
    func checkPrices() throws {
        guard let unknown = models.first(where: { $0.record.price == nil }) else { return }
        throw UsageError("--budget-usd needs prices, and that of \(unknown.name) is unknown; use --budget-tokens")
    }

    /// Writes the recording, whatever the run has come to.
    func save(_ code: Result<ExitCode, any Error>) throws -> ExitCode {
        if let recorder, let recording { try JSONFile.write(recording) { $0(recorder.json) } }
        return try code.get()
    }

    /// Says how many calls a recording did not hold.
    func finish(_ code: ExitCode, _ terminal: Terminal) -> ExitCode {
        guard let missed = cassette?.missed, missed > 0 else { return code }
        terminal.message(
            "assay: \(missed) \(missed == 1 ? "call is" : "calls are") not in the recording; see the replicates"
        )
        return .invalidInput
    }
}

extension ParsedArguments {
    /// One address cannot be that of two providers.
    fileprivate func checkServers(of names: [AskedName]) throws {
        let served = Set(names.map(\.provider).filter { $0.kind != .mock })
        guard !has(.baseURL) || served.count == 1 else {
            throw UsageError("--base-url is the address of one provider: name models of one provider with it")
        }
    }

    /// What is to be recorded must be worth it, and must not be written over.
    fileprivate func checkRecording(of providers: [KnownProvider]) throws {
        try checkCache()
        guard has(.record) || has(.replay) || has(.cache) else { return }
        guard !(has(.record) && has(.replay)) else { throw UsageError("--record and --replay exclude each other") }
        guard !providers.contains(where: { $0.kind == .mock }) else {
            throw UsageError("mock/… asks nobody and always says the same: leave out --record, --replay and --cache")
        }
        guard let path = string(Flag.record.name) else { return }
        guard ![string(Flag.out.name), string(Flag.events.name)].contains(path) else {
            throw UsageError("--record must be a file of its own")
        }
        try JSONFile.checkWritable(path)
    }
}
