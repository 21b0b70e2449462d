import AssayCore
import Foundation
import Testing

@Suite("The official JSON Schema test suite")
struct SchemaSuiteTests {
    private static let folder = ".build/test-data/jsonschema-suite/tests"

    /// Files that need documents from elsewhere, or dialects defined by one.
    private static let skippedFiles: Set = ["refRemote.json", "vocabulary.json"]

    /// Single groups that refer to documents on http://localhost:1234; nothing is ever fetched.
    private static let skippedGroups: Set = [
        "draft2020-12/dynamicRef.json: strict-tree schema, guards against misspelled properties",
        "draft2020-12/dynamicRef.json: tests for implementation dynamic anchor and reference link",
        "draft2020-12/dynamicRef.json: $ref and $dynamicAnchor are independent of order - $defs first",
        "draft2020-12/dynamicRef.json: $ref and $dynamicAnchor are independent of order - $ref first",
        "draft2020-12/dynamicRef.json: $ref to $dynamicRef finds detached $dynamicAnchor",
    ]

    private struct Tally {
        var passed = 0
        var skipped: [String] = []
        var failed: [String] = []
    }

    @Test(
        "Every required case gives the expected answer",
        arguments: [("draft2020-12", Schema.Dialect.draft2020_12), ("draft7", .draft7)]
    )
    func required(draft: String, dialect: Schema.Dialect) throws {
        let tally = try run(draft, dialect, skipping: Self.skippedFiles)
        print(
            "\(draft): \(tally.passed) passed, \(tally.skipped.count) skipped (\(tally.skipped.joined(separator: "; ")))"
        )
        #expect(tally.failed.isEmpty, "\(tally.failed.joined(separator: "\n"))")
        #expect(tally.passed > 500)
    }

    /// Optional files about what is not offered: checking of formats and contents, the obsolete `dependencies` in
    /// 2020-12, and drafts other than the two.
    private static let skippedOptionalFiles: Set = [
        "content.json", "cross-draft.json", "dependencies-compatibility.json", "format-assertion.json",
    ]

    @Test(
        "Every optional case about what is offered gives the expected answer",
        arguments: [("draft2020-12", Schema.Dialect.draft2020_12), ("draft7", .draft7)]
    )
    func optional(draft: String, dialect: Schema.Dialect) throws {
        let tally = try run("\(draft)/optional", dialect, skipping: Self.skippedOptionalFiles)
        print("\(draft)/optional: \(tally.passed) passed, skipped \(tally.skipped.joined(separator: "; "))")
        #expect(tally.failed.isEmpty, "\(tally.failed.joined(separator: "\n"))")
        #expect(tally.passed > 100)
    }

    private func run(_ path: String, _ dialect: Schema.Dialect, skipping files: Set<String>) throws -> Tally {
        let folder = PackageFiles.root.appending(path: "\(Self.folder)/\(path)")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        guard !names.isEmpty else {
            Issue.record("The suite is missing; run Tests/fetch-schema-suite.sh once, then the tests again.")
            return Tally()
        }
        var tally = Tally()
        for name in names.sorted() where name.hasSuffix(".json") {
            guard !files.contains(name) else {
                tally.skipped.append(name)
                continue
            }
            let groups = try Value(json: PackageFiles.text("\(Self.folder)/\(path)/\(name)")).array ?? []
            for group in groups { run(group, "\(path)/\(name)", dialect, &tally) }
        }
        return tally
    }

    private func run(_ group: Value, _ file: String, _ dialect: Schema.Dialect, _ tally: inout Tally) {
        let description = "\(file): \(group["description"]?.string ?? "")"
        guard !Self.skippedGroups.contains(description) else { return tally.skipped.append(description) }
        let schema: Schema
        do throws(AssayError) {
            schema = try Schema(group["schema"] ?? .null, dialect: group["schema"]?["$schema"] == nil ? dialect : nil)
        } catch {
            tally.failed.append("\(description): \(error)")
            return
        }
        for test in group["tests"]?.array ?? [] {
            let violations = schema.validate(test["data"] ?? .null)
            if violations.isEmpty == test["valid"]?.bool {
                tally.passed += 1
            } else {
                tally.failed.append("\(description): \(test["description"]?.string ?? ""): \(violations)")
            }
        }
    }
}
