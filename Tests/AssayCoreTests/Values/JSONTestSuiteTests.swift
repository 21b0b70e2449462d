import AssayCore
import Foundation
import Testing

@Suite("JSONTestSuite, the parsing cases")
struct JSONTestSuiteTests {
    /// Valid by RFC 8259's grammar, refused here because readers disagree on which of two equal keys counts.
    private static let refusedByDesign: Set = ["y_object_duplicated_key", "y_object_duplicated_key_and_value"]

    /// The `i_` cases accepted; all others of the 35 are refused.
    private static let acceptedByChoice: Set = [
        "i_number_double_huge_neg_exp", "i_number_real_underflow", "i_number_too_big_neg_int",
        "i_number_too_big_pos_int", "i_number_very_big_negative_int",
    ]

    private static func cases() throws -> [(name: String, bytes: [UInt8])] {
        let lines = try PackageFiles.text("Tests/AssayCoreTests/Data/JSONTestSuite/cases.tsv").split(separator: "\n")
        var cases = try lines.map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            let data = try #require(Data(base64Encoded: String(fields[1])))
            return (name: String(fields[0]), bytes: [UInt8](data))
        }
        let opening = [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
        cases.append(("n_structure_100000_opening_arrays", opening))
        let alternating = String(repeating: "[{\"\":", count: 50_000) + "\n"
        cases.append(("n_structure_open_array_object", Array(alternating.utf8)))
        return cases
    }

    private func isAccepted(_ bytes: [UInt8]) -> Bool {
        do throws(AssayError) {
            _ = try Value(jsonBytes: bytes)
            return true
        } catch {
            #expect(error.code == .invalidJSON)
            return false
        }
    }

    @Test("All 318 cases are accepted or refused as the suite or an explicit choice here says")
    func everyCase() throws {
        var passed = ["y": 0, "n": 0, "i": 0]
        for (name, bytes) in try Self.cases() {
            let kind = String(name.prefix(1))
            let wanted =
                switch kind {
                case "y": !Self.refusedByDesign.contains(name)
                case "n": false
                default: Self.acceptedByChoice.contains(name)
                }
            let accepted = isAccepted(bytes)
            #expect(accepted == wanted, "\(name) was \(accepted ? "accepted" : "refused")")
            if accepted == wanted { passed[kind, default: 0] += 1 }
        }
        #expect(passed == ["y": 95, "n": 188, "i": 35])
        print(
            "JSONTestSuite: y 93 of 95 accepted and 2 refused by design (duplicate keys), n 188 of 188 refused,",
            "i 35 of 35 as pinned (\(Self.acceptedByChoice.count) accepted)"
        )
    }

    @Test("What is accepted reads back equal from its canonical text")
    func acceptedCasesRoundTrip() throws {
        for (name, bytes) in try Self.cases() where isAccepted(bytes) {
            let value = try Value(jsonBytes: bytes)
            #expect(try Value(json: value.canonicalJSON) == value, "\(name)")
        }
    }
}
