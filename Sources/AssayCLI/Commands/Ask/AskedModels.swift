import Assay
import Foundation

/// The models a command line names, ready to be asked, recorded or replayed.
struct AskedModels {
    let models: [AskedModel]
    private let recorder: CassetteRecorder?
    private let recording: String?
    private let cassette: Cassette?

    /// Finds keys and files before anything is asked.
    init(
        _ arguments: ParsedArguments,
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) async throws {
        let names = try arguments.modelNames()
        let keys = try ProviderKeys(arguments, environment: environment)
        recording = arguments.string(Flag.record.name)
        cassette = try arguments.string(Flag.replay.name).map { try Cassette(try JSONFile.read($0)) }
        try arguments.checkRecording(of: names.map(\.provider))
        let secrets = cassette == nil ? try names.compactMap { try keys.key(of: $0.provider) } : []
        recorder = recording == nil ? nil : CassetteRecorder(striking: secrets)
        let setup = ProviderSetup(
            base: arguments.string(Flag.baseURL.name),
            keys: keys,
            environment: environment,
            client: try HTTPClient(),
            recorder: recorder,
            cassette: cassette
        )
        let registry = try await initModels(hasKey: { _ in true })
        models = try names.map { try setup.model($0.model, of: $0.provider, registry) }
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
    /// The models of `--models`.
    fileprivate func modelNames() throws -> [(provider: KnownProvider, model: String)] {
        guard let text = string(Flag.models.name) else {
            throw UsageError(
                "--models is needed: provider/model, several separated by commas; mock/small needs no network"
            )
        }
        let names = try text.split(separator: ",", omittingEmptySubsequences: false).map {
            try KnownProvider.parse(String($0))
        }
        let served = Set(names.map(\.provider).filter { $0.kind != .mock })
        guard !has(.baseURL) || served.count == 1 else {
            throw UsageError("--base-url is the address of one provider: name models of one provider with it")
        }
        return names
    }

    /// What is to be recorded must be worth it, and must not be written over.
    fileprivate func checkRecording(of providers: [KnownProvider]) throws {
        guard has(.record) || has(.replay) else { return }
        guard !(has(.record) && has(.replay)) else { throw UsageError("--record and --replay exclude each other") }
        guard !providers.contains(where: { $0.kind == .mock }) else {
            throw UsageError("mock/… asks nobody and always says the same: leave out --record and --replay")
        }
        guard let path = string(Flag.record.name) else { return }
        guard ![string(Flag.out.name), string(Flag.events.name)].contains(path) else {
            throw UsageError("--record must be a file of its own")
        }
        try JSONFile.checkWritable(path)
    }
}
