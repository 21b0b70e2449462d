import AssayCore
import Foundation
import Testing

@Suite("The official suite's remote cases, with the remote documents embedded")
struct SchemaBundleTests {
    private static let suite = ".build/test-data/jsonschema-suite"
    private static let host = "http://localhost:1234/"

    /// The documents of a draft as embedded resources, each named by where it would be fetched from.
    private func documents(_ draft: String, _ dialect: Schema.Dialect) throws -> Object {
        let root = PackageFiles.root.appending(path: "\(Self.suite)/remotes")
        let paths = (FileManager.default.enumerator(atPath: root.path)?.allObjects as? [String]) ?? []
        var documents = Object()
        for path in paths.sorted() where path.hasSuffix(".json") {
            let isShared = !path.hasPrefix("draft")
            guard path.hasPrefix(draft + "/") || (isShared && dialect == .draft7) else { continue }
            let value = try Value(json: PackageFiles.text("\(Self.suite)/remotes/\(path)"))
            guard var document = value.object else { continue }
            // What is written for another draft, or has another name of its own, cannot be embedded under this one.
            let named = document["$schema"]?.string ?? dialect.uri
            let name = Value.string(Self.host + path)
            guard Schema.Dialect.allCases.map(\.uri).contains(named), document["$id"] ?? name == name else { continue }
            guard dialect == .draft2020_12 || document["$defs"] == nil else { continue }
            document["$id"] = name
            documents[path] = .object(document)
        }
        return documents
    }

    /// Whether the group refers only to documents that could be embedded.
    private func bundle(_ group: Value, _ documents: Object, _ keyword: String) -> Value? {
        guard var schema = group["schema"]?.object else { return nil }
        var members = schema[keyword]?.object ?? [:]
        for (path, document) in documents where members[path] == nil { members[path] = document }
        schema[keyword] = .object(members)
        return .object(schema)
    }

    @Test(
        "Every case that can be bundled gives the expected answer",
        arguments: [
            ("draft2020-12", Schema.Dialect.draft2020_12, "$defs", ["refRemote.json", "dynamicRef.json"]),
            ("draft7", .draft7, "definitions", ["refRemote.json"]),
        ] as [(String, Schema.Dialect, String, [String])]
    )
    func remoteCases(draft: String, dialect: Schema.Dialect, keyword: String, files: [String]) throws {
        let documents = try documents(draft, dialect)
        try #require(!documents.isEmpty, "The suite is missing; run Tests/fetch-schema-suite.sh once.")
        var (passed, skipped) = (0, [String]())
        for file in files {
            let groups = try Value(json: PackageFiles.text("\(Self.suite)/tests/\(draft)/\(file)")).array ?? []
            for group in groups {
                let name = group["description"]?.string ?? ""
                guard
                    let bundled = bundle(group, documents, keyword),
                    let schema = try? Schema(bundled, dialect: bundled["$schema"] == nil ? dialect : nil)
                else {
                    skipped.append(name)
                    continue
                }
                for test in group["tests"]?.array ?? [] {
                    let isValid = schema.validate(test["data"] ?? .null).isEmpty
                    #expect(isValid == test["valid"]?.bool, "\(file): \(name): \(test["description"]?.string ?? "")")
                    passed += 1
                }
            }
        }
        print(
            "\(draft), remote documents embedded: \(passed) passed, not to be bundled: \(skipped.joined(separator: "; "))"
        )
        #expect(passed > 20)
    }
}
