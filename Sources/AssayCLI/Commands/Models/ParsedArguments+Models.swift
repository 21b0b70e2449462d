import Assay
import Foundation

extension ParsedArguments {
    /// The models Assay knows, under those of the user's own file, under those of `--models-file`.
    func modelRegistry(
        environment: [String: String] = ProcessInfo.processInfo.environment
    ) throws -> ModelRegistry {
        let own = ModelRegistry.defaultPath(environment: environment)
            .flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
        return try ModelRegistry.reading([own, string(Flag.modelsFile.name)].compactMap(\.self))
    }

    /// What sends requests to providers, by `--allow-http` and `--ca-file`.
    func httpClient() throws -> HTTPClient {
        let certificates = string(Flag.caFile.name)
        if let certificates, try !TextFile.read(certificates).contains("-----BEGIN CERTIFICATE-----") {
            throw UsageError(
                "--ca-file must be a file of certificates in PEM form, which begin with -----BEGIN CERTIFICATE-----"
            )
        }
        return try HTTPClient(
            configuration: HTTPClientConfiguration(
                extraCertificates: certificates,
                allowsPlainHTTP: has(.allowHTTP)
            )
        )
    }

    /// One of the names a type has, from an option; `nil` when the option is not given.
    func choice<Choice: RawRepresentable & CaseIterable>(
        of type: Choice.Type,
        _ flag: Flag
    ) throws -> Choice? where Choice.RawValue == String {
        guard let text = string(flag.name) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        let names = Choice.allCases.map(\.rawValue)
        let advice = Suggestion.nearest(to: text, among: names).map { "; did you mean \($0)?" }
        throw UsageError("--\(flag.name) must be one of \(names.joined(separator: ", "))\(advice ?? "")")
    }

    /// Refuses what cannot be meant about a cache, before there is one.
    func checkCache() throws {
        guard let place = string(Flag.cache.name) else {
            guard !has(.cacheTTL) else { throw UsageError("--cache-ttl belongs to --cache FILE|DIR") }
            return
        }
        guard !has(.replay) else { throw UsageError("--cache and --replay exclude each other") }
        guard !place.isEmpty else { throw UsageError("--cache needs a file or a directory") }
        _ = try duration(Flag.cacheTTL.name)
    }

    /// The cache of `--cache`; a directory holds it in a file of its own.
    func responseCache() async throws -> SQLiteResponseCache? {
        guard let place = string(Flag.cache.name) else { return nil }
        var isDirectory: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: place, isDirectory: &isDirectory)
        let path = (exists && isDirectory.boolValue) || place.hasSuffix("/") ? place + "/responses.db" : place
        return try await SQLiteResponseCache(
            path: path,
            timeToLive: duration(Flag.cacheTTL.name) ?? .seconds(24 * 3600)
        )
    }
}
