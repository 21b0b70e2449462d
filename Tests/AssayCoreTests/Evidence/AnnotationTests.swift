import AssayCore
import Testing

@Suite("x-assay annotations")
struct AnnotationTests {
    private func schema(_ annotation: Value, type: Value = [:]) -> Value {
        var member = type.object ?? Object()
        member["x-assay"] = annotation
        return ["type": "object", "properties": ["x": .object(member), "y": [:]]]
    }

    private func summary(_ values: [Value?], _ annotation: Value) throws -> BundleSummary {
        try Answers.summary(Answers.field(values), schema: schema(annotation))
    }

    @Test("A role overrides what the values look like", arguments: [FieldRole.key, .measurement, .text, .ignore])
    func role(role: FieldRole) throws {
        let summary = try summary([1.5, 2.5, 1.5], ["role": .string(role.rawValue)])
        #expect(try summary.field("x").role == role)
    }

    @Test("A number that is a key is compared exactly")
    func exactNumbers() throws {
        let summary = try summary([1.5, 1.5, 1.500001], ["role": "key"])
        #expect(try summary.field("x").distinct == 2)
        #expect(try summary.field("x").votes == 2)
        #expect(isClose(try summary.field("x").confidence.value, 0.71220659078919378103))
    }

    @Test("Integers that are a measurement get a mean and an interval")
    func integersAsMeasurement() throws {
        let field = try summary([9, 10, 11], ["role": "measurement"]).field("x")
        #expect(field.mean == 10)
        #expect(field.consensus == 10)
        #expect(field.confidence.value != nil)
    }

    @Test("A field to ignore is neither compared nor part of the consensus")
    func ignored() throws {
        let answers: [Value?] = [["x": 1, "y": 5], ["x": 2, "y": 5], ["x": 3, "y": 5]]
        let summary = try Answers.summary(answers, schema: schema(["role": "ignore"]))
        #expect(summary.consensus == ["y": 5])
        #expect(summary.disagreements.isEmpty)
        #expect(try summary.field("x").confidence.reason != nil)
        #expect(try summary.field("x").weight == 0)
        #expect(try summary.matrix().joined().allSatisfy { $0 == 0 })
        #expect(isClose(summary.confidence.value, 0.96685449973622631826))
    }

    @Test("A relative tolerance decides which numbers are one class and how sure the mean is")
    func relativeTolerance() throws {
        let values: [Value] = [9.5, 10.5, 10.0, 10.25]
        let wide = try summary(values, ["tolerance": 0.1]).field("x")
        let narrow = try summary(values, ["tolerance": 0.001]).field("x")
        #expect(wide.distinct == 1)
        #expect(narrow.distinct == 4)
        let (wideConfidence, narrowConfidence) = (wide.confidence.value, narrow.confidence.value)
        #expect(try #require(wideConfidence) > #require(narrowConfidence))
    }

    @Test("An absolute tolerance is an amount")
    func absoluteTolerance() throws {
        let field = try summary([1.5, 1.75, 1.25], ["tolerance": ["absolute": 1]]).field("x")
        #expect(field.distinct == 1)
        #expect(isClose(field.confidence.value, 0.97979589711327123928))
        #expect(try summary([1.5, 1.75, 1.25], ["tolerance": ["absolute": 0.2]]).field("x").distinct == 3)
    }

    @Test("Weight 0 keeps a field out of distances and of the bundle's confidence, not out of the consensus")
    func weightZero() throws {
        let answers: [Value?] = [["x": "a", "y": 5], ["x": "b", "y": 5], ["x": "a", "y": 5]]
        let summary = try Answers.summary(answers, schema: schema(["weight": 0]))
        #expect(summary.consensus == ["x": "a", "y": 5])
        #expect(isClose(try summary.field("x").confidence.value, 0.71220659078919378103))
        #expect(isClose(summary.confidence.value, 0.96685449973622631826))
        #expect(try summary.matrix().joined().allSatisfy { $0 == 0 })
        #expect(summary.disagreements.map(\.field) == ["x"])
    }

    @Test("A weight is the field's share in distances")
    func weight() throws {
        let answers: [Value?] = [["x": "a", "y": 5], ["x": "b", "y": 5]]
        let distance = try Answers.summary(answers, schema: schema(["weight": 3])).matrix()[0][1]
        #expect(isClose(distance, 0.75))
    }

    @Test("The weight of an object is that of its members together, each with its own on top")
    func weightOfObject() throws {
        let schema: Value = [
            "properties": [
                "x": ["x-assay": ["weight": 2], "properties": ["u": ["x-assay": ["weight": 3]]]]
            ]
        ]
        let summary = try Answers.summary([["x": ["u": 1, "v": 1], "y": 1]], schema: schema)
        #expect(try summary.field("x.u").weight == 6)
        #expect(try summary.field("x.v").weight == 2)
        #expect(try summary.field("y").weight == 1)
    }

    @Test("Without order, arrays are the same when their elements are, each as often")
    func unordered() throws {
        let summary = try summary([[1, 2, 2], [2, 1, 2], [2, 2, 1], [1, 1, 2]], ["ordered": false])
        #expect(summary.paths == ["x"])
        #expect(try summary.field("x").distinct == 2)
        #expect(try summary.field("x").votes == 3)
        #expect(try summary.field("x").consensus == [1, 2, 2])
        #expect(try summary.matrix()[0][1] == 0)
    }

    @Test("Without order, the distance of two arrays is that of two sets")
    func unorderedDistance() throws {
        let distance = try summary([[1, 2, 3], [3, 2, 4]], ["ordered": false]).matrix()[0][1]
        #expect(isClose(distance, 0.5))
    }

    @Test(
        "A distance is the one asked for",
        arguments: [("exact", 1), ("levenshtein", 5.0 / 13), ("jaccard", 2.0 / 3), ("cosine", 0.5)]
    )
    func textDistance(name: String, expected: Double) throws {
        let summary = try summary(["quick brown", "quick yellow!"], ["distance": .string(name)])
        #expect(isClose(try summary.matrix()[0][1], expected))
    }

    @Test("Numbers are compared relative to their size, or to the range of all")
    func numberDistance() throws {
        let values: [Value] = [10, 15, 20]
        #expect(isClose(try summary(values, ["distance": "relative"]).matrix()[0][1], 1.0 / 3))
        #expect(isClose(try summary(values, ["distance": "range"]).matrix()[0][1], 0.5))
        #expect(try summary(values, ["distance": "exact"]).matrix()[0][1] == 1)
    }

    @Test("Texts are one class within their tolerance")
    func textTolerance() throws {
        let texts: [Value] = ["the cat sat\non the mat", "the cat sat\non a mat", "no"]
        #expect(try summary(texts, ["role": "text", "tolerance": 0.3]).field("x").distinct == 2)
        #expect(try summary(texts, ["role": "text", "tolerance": 0.01]).field("x").distinct == 3)
    }

    @Test("The annotation of items holds for every element")
    func items() throws {
        let schema: Value = ["properties": ["x": ["items": ["x-assay": ["role": "key"]]]]]
        let summary = try Answers.summary(Answers.field([[1.5, 2.5], [1.5, 2.6]]), schema: schema)
        #expect(try summary.field("x[0]").role == .key)
        #expect(try summary.field("x[1]").distinct == 2)
    }

    @Test("Elements follow the annotation of their array where items have none")
    func inherited() throws {
        let summary = try summary([[1.5, 2.5], [1.5, 2.6]], ["role": "key", "weight": 4])
        #expect(try summary.field("x[1]").role == .key)
        #expect(try summary.field("x[0]").weight == 2)
    }

    @Test("An annotation at the root holds for the whole answer")
    func root() throws {
        let summary = try Answers.summary([1.5, 1.6, 1.5], schema: ["x-assay": ["role": "key"]])
        #expect(try summary.field("$").role == .key)
        #expect(summary.consensus == 1.5)
    }

    @Test(
        "An annotation nobody could follow is refused, and the message names the key",
        arguments: [
            ("role", "number"), ("role", 1), ("tolerance", 0), ("tolerance", -0.1), ("tolerance", "5%"),
            ("tolerance", ["absolute": 0]), ("tolerance", ["relative": 1]), ("tolerance", ["absolute": 1, "more": 2]),
            ("distance", "hamming"), ("weight", -1), ("weight", "heavy"), ("ordered", "no"), ("wieght", 1),
        ] as [(String, Value)]
    )
    func refused(key: String, value: Value) throws {
        let error = #expect(throws: AssayError.self) {
            try Summarizer(schema: schema(.object([key: value])), horizon: 3)
        }
        #expect(error?.code == .invalidSchema)
        #expect(error?.message.contains("x-assay.\(key)") == true)
    }

    @Test("An annotation that is no object is refused", arguments: ["key", .null, [], true] as [Value])
    func refusedShape(annotation: Value) throws {
        let error = #expect(throws: AssayError.self) { try Summarizer(schema: schema(annotation), horizon: 3) }
        #expect(error?.code == .invalidSchema)
    }

    @Test("A bad annotation is found wherever it stands")
    func refusedDeep() throws {
        let schema: Value = ["properties": ["a": ["items": ["properties": ["b": ["x-assay": ["role": "no"]]]]]]]
        #expect(throws: AssayError.self) { try Summarizer(schema: schema, horizon: 3) }
    }
}
