import AssayCore
import Foundation
import Testing

/// Every figure of the reference that peers computed from the same files.
@Suite("assay analyze against the reference")
struct AnalyzeReferenceTests {
    private static let own = Package.path("Tests/AssayCLITests/Data")
    private static let shared = Package.path("Tests/AssayStatisticsTests/Data")

    /// What other packages were asked for, or published.
    private static let external: Set = [
        "krippendorff_alpha_nominal_by_krippendorff_package", "fleiss_kappa_by_statsmodels",
        "published_weighted_accuracy",
    ]

    /// Where the last digit of a peer turns ties into an order; see SOURCE.md beside the data.
    private static let rounded: Set = [
        "cf_amt/auroc/ac_beta_posterior", "zencrowd_in/auroc/ac_beta_posterior",
        "zencrowd_in/ece10/ac_beta_posterior", "zencrowd_us/auroc/ac_beta_posterior",
        "zencrowd_us/ece10/ac_beta_posterior",
    ]

    private static func reference(_ keys: String...) throws -> Value {
        let bytes = try Data(contentsOf: URL(filePath: "\(own)/reference.json"))
        return try keys.reduce(Value(jsonBytes: [UInt8](bytes))) { try #require($0[$1]) }
    }

    /// The rule that a key of the reference stands for.
    private static func rule(_ key: String) -> String? {
        let parts = key.split(separator: "_").map(String.init)
        switch parts[0] {
        case "ac": return "beta(\(parts[2]))"
        case "margin": return "lead(\(parts[1]))"
        case "esc": return "window(\(parts[1].dropFirst()))"
        case "curtailed": return key
        case "predictive" where parts[1] == "a0.5": return "stability(0.02)"
        default: return nil
        }
    }

    private static func analyze(_ words: [String], _ reference: Value) async throws -> Value {
        let keys = reference["stopping_given_order"]?.object?.keys.map { $0 } ?? []
        let rules = keys.compactMap(rule).flatMap { ["--stop", $0] }
        let result = try await Workplace(hasPlugins: false).assay(["analyze", "--json"] + words + rules)
        try #require(result.code == 0, "\(result.errors)")
        return try result.json
    }

    /// Compares what the reference has, and counts the numbers.
    private static func compare(_ expected: Value, _ actual: Value?, at path: String) -> Int {
        switch expected {
        case .object(let object):
            return zip(object.keys, object.values).reduce(0) { count, member in
                if external.contains(member.0) || rounded.contains("\(path)/\(member.0)") { return count }
                var name = member.0
                if path.hasSuffix("stopping_given_order") || path.hasSuffix("batched_rounds") {
                    guard let rule = rule(name) else { return count }
                    name = rule
                }
                return count + compare(member.1, actual?[name], at: "\(path)/\(member.0)")
            }
        case .array(let elements):
            #expect(actual?.array?.count == elements.count, "\(path)")
            return elements.enumerated().reduce(0) { $0 + compare($1.element, actual?[$1.offset], at: path) }
        case .number(let number):
            // Nine digits are given.
            let value = actual?.double ?? .nan
            #expect(abs(value - number) <= max(1e-9, 5.1e-9 * abs(number)), "\(path): \(value), not \(number)")
        default: #expect(actual == expected, "\(path)")
        }
        return 1
    }

    @Test(
        "Labels of workers",
        arguments: ["bluebird", "rte", "cf", "cf_amt", "dog", "face", "ms", "sp_amt", "zencrowd_in", "zencrowd_us"]
    )
    func crowd(name: String) async throws {
        let reference = try Self.reference("crowd", name)
        let folder = ["bluebird", "rte", "cf", "ms"].contains(name) ? Self.shared : Self.own
        let words = ["\(folder)/crowd/\(name)_label.csv", "--truth", "\(folder)/crowd/\(name)_truth.csv"]
        #expect(try await Self.compare(reference, Self.analyze(words, reference), at: name) >= 40)
    }

    @Test("Answers of a model")
    func modelAnswers() async throws {
        let reference = try Self.reference("categorical", "gsm8k_phi3mini")
        let words = ["\(Self.shared)/gsm8k_phi3mini/gsm8k_phi3mini_k40.csv"]
        #expect(try await Self.compare(reference, Self.analyze(words, reference), at: "gsm8k") > 150)
    }

    @Test("Records")
    func records() async throws {
        let reference = try Self.reference("records_crosswords")
        let words = ["\(Self.shared)/tot/crosswords_gpt4_cot_k10.jsonl"]
        #expect(try await Self.compare(reference, Self.analyze(words, reference), at: "crosswords") > 120)
    }

    @Test("Texts with the answers taken from them")
    func texts() async throws {
        let reference = try Self.reference("text", "gsm8k_phi3mini")
        let words = [
            "\(Self.own)/gsm8k_phi3mini_texts_first10.jsonl", "--answers", "\(Self.own)/gsm8k_phi3mini_first10.csv",
        ]
        #expect(try await Self.compare(reference, Self.analyze(words, reference), at: "texts") > 60)
    }

    @Test(
        "Certified moments, to ten digits or what doubles can hold",
        arguments: ["Lew", "Lottery", "Mavro", "Michelso", "NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4", "PiDigits"]
    )
    func numbers(name: String) async throws {
        let certified = try Self.reference("nist_strd", name)
        let document = try await Self.analyze(["\(Self.shared)/nist_strd/\(name).csv"], certified)
        #expect(document["n"] == certified["n"])
        for (key, digits) in [("mean", 14.0), ("sd", 8), ("lag1", 8)] {
            let exact = try #require(certified[key]?.string.flatMap(Double.init))
            let value = try #require(document[key]?.double)
            #expect(abs(value - exact) <= abs(exact) * pow(10, -digits), "\(name) \(key)")
        }
    }

    @Test("The figures of rte that everybody quotes")
    func quoted() async throws {
        let words = [
            "\(Self.shared)/crowd/rte_label.csv", "--truth", "\(Self.shared)/crowd/rte_truth.csv", "--stop",
            "beta(0.95)",
        ]
        let document = try await Self.analyze(words, [:])
        let alpha = try #require(document["krippendorff_alpha_nominal"]?.double)
        #expect(abs(alpha - 0.241478766) < 1e-9)
        #expect(document["n_correct_first_seen"] == 726)
        #expect(document["stopping_given_order"]?["beta(0.95)"]?["total_samples"] == 5198)
    }
}
