import AssayCore
import Testing

@Suite("Bundle files that are not in order")
struct BundleFileTests {
    /// Every command that reads a bundle refuses the file, with the exit code for bad files.
    private func expectRefusal(_ place: Workplace, _ fragments: [String]) async throws {
        for words in [["show", "b.json"], ["verify", "b.json"], ["extend", "b.json", "--k", "1"]] {
            let result = try await place.assay(words)
            #expect(result.code == 2)
            #expect(result.output.isEmpty)
            #expect(result.errorLines.count == 1)
            for fragment in fragments + ["assay: b.json"] {
                #expect(result.errors.contains(fragment), "\(words[0]): \(result.errors)")
            }
        }
    }

    @Test(
        "A file that is no bundle is refused, naming the file and what belongs there",
        arguments: [
            ("", "unexpected end"), ("\n", "unexpected end"), ("{}", "bundle.schema must be a string"),
            ("[]", "bundle must be an object"),
            (#"{"schema":"other/1"}"#, "assay.evidence/1; this is another format or version"),
            (#"{"schema":"assay.evidence/2"}"#, "another format or version"),
            (#"{"schema":"assay.evidence/1"}"#, "bundle.meta must be an object"), ("not json", "line 1, column 1"),
            (#"{"schema":"assay.evidence/1","schema":"x"}"#, "line 1"), ("\u{FEFF}{}", "byte order mark"),
            ("\u{7F}ELF", "a control character"),
        ]
    )
    func noBundle(text: String, fragment: String) async throws {
        let place = try Workplace()
        try place.folder.write("b.json", text)
        try await expectRefusal(place, [fragment])
    }

    @Test("A bundle that was cut anywhere is refused")
    func truncated() async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.kmeans + ["--out", "whole.json"])
        let bytes = Array(try place.folder.text("whole.json").utf8)
        for count in [1, bytes.count / 2, bytes.count - 3] {
            try place.folder.write("b.json", bytes: Array(bytes.prefix(count)))
            try await expectRefusal(place, ["unexpected end"])
        }
    }

    @Test(
        "A bundle that was changed after it was written is refused",
        arguments: [
            ("\"value\":1}", "\"value\":7}"), ("\"seed\":23", "\"seed\":24"), ("\"k\":3", "\"k\":4"),
            ("\"outcome\":\"complete\"", "\"outcome\":\"partial\""), ("\"mode\":\"ok\"", "\"mode\":\"no\""),
            ("\"delta\":0.05", "\"delta\":0.01"), ("\"digest\":\"", "\"digest\":\"0"),
        ]
    )
    func tampered(original: String, changed: String) async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.probe("ok") + ["--stop", "never", "--out", "b.json"])
        let text = try place.folder.text("b.json")
        try #require(text.contains(original))
        try place.folder.write("b.json", text.replacing(original, with: changed, maxReplacements: 1))
        try await expectRefusal(place, [])
    }

    @Test(
        "Numbers no run could have had are refused, not computed with",
        arguments: [
            ("\"k\":3", "\"k\":9223372036854775807"), ("\"k\":3", "\"k\":-1"), ("\"k\":3", "\"k\":0"),
            ("\"k_completed\":3", "\"k_completed\":9223372036854775807"), ("\"delta\":0.05", "\"delta\":0"),
            ("\"delta\":0.05", "\"delta\":1e308"), ("\"total_elapsed_ms\":", "\"total_elapsed_ms\":-1e300"),
            ("\"seed\":23", "\"seed\":18446744073709551616"), ("\"seed\":23", "\"seed\":-1"),
        ]
    )
    func absurdNumbers(original: String, changed: String) async throws {
        let place = try Workplace()
        _ = try await place.assay(Workplace.probe("ok") + ["--stop", "never", "--out", "b.json"])
        let text = try place.folder.text("b.json")
        try #require(text.contains(original))
        try place.folder.write("b.json", text.replacing(original, with: changed, maxReplacements: 1))
        try await expectRefusal(place, [])
    }

    @Test("A bundle that is missing or a directory is refused")
    func noFile() async throws {
        let place = try Workplace()
        try await expectRefusal(place, ["there is no such file"])
        try place.folder.folder("b.json")
        try await expectRefusal(place, ["it is a directory"])
    }
}
