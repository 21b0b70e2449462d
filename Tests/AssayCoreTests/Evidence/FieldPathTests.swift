import AssayCore
import Testing

@Suite("Taking answers apart")
struct FieldPathTests {
    @Test("An answer that is no object is one field, named $", arguments: [1, "a", true, .null] as [Value])
    func wholeAnswer(value: Value) throws {
        let summary = try Answers.summary([value, value])
        #expect(summary.paths == ["$"])
        #expect(summary.consensus == value)
    }

    @Test("Objects are taken apart by key, in key order, however deep")
    func nestedObjects() throws {
        let answer: Value = ["b": ["d": ["e": 1], "c": 2], "a": 3]
        let summary = try Answers.summary([answer, answer])
        #expect(summary.paths == ["a", "b.c", "b.d.e"])
        #expect(summary.consensus == answer)
    }

    @Test("Arrays of one length are taken apart by position")
    func arraysOfOneLength() throws {
        let summary = try Answers.summary([["a": [1, 2, 3, 4]], ["a": [1, 2, 3, 5]], ["a": [1, 2, 3, 4]]])
        #expect(summary.paths == ["a[0]", "a[1]", "a[2]", "a[3]"])
        #expect(summary.disagreements.map(\.field) == ["a[3]"])
        #expect(summary.consensus == ["a": [1, 2, 3, 4]])
    }

    @Test("Arrays of different lengths are compared as a whole")
    func arraysOfDifferentLengths() throws {
        let summary = try Answers.summary([["a": [1, 2]], ["a": [1, 2, 3]], ["a": [1, 2]]])
        #expect(summary.paths == ["a"])
        #expect(try summary.field("a").consensus == [1, 2])
        #expect(summary.disagreement("a")?.classes.map(\.value) == [[1, 2], [1, 2, 3]])
    }

    @Test("An array that is the whole answer is taken apart as well")
    func arrayAnswer() throws {
        let summary = try Answers.summary([[1, 2], [1, 3]])
        #expect(summary.paths == ["[0]", "[1]"])
        #expect(summary.disagreements.map(\.field) == ["[1]"])
    }

    @Test("Objects in arrays and arrays in arrays are followed")
    func mixedNesting() throws {
        let answer: Value = ["a": [["x": 1], ["x": 2]], "b": [[1], [2]]]
        let summary = try Answers.summary([answer])
        #expect(summary.paths == ["a[0].x", "a[1].x", "b[0][0]", "b[1][0]"])
        #expect(summary.consensus == answer)
    }

    @Test("Keys that could be misread are quoted")
    func oddKeys() throws {
        let answer: Value = ["a.b": 1, "": 2, "$": 3, "a[0]": 4, "two words": 5, "é": 6, "q\"": 7]
        let summary = try Answers.summary([answer])
        let expected = [#"[""]"#, #"["$"]"#, #"["a.b"]"#, #"["a[0]"]"#, #"["q\""]"#, #"["two words"]"#, "é"]
        #expect(Set(summary.paths) == Set(expected))
        #expect(summary.consensus == answer)
    }

    @Test("Two different fields never share a path")
    func uniquePaths() throws {
        let answer: Value = ["a": ["b": 1, "c": [1], "": 4], "a.b": 2, "a.c[0]": 3, "a[\"\"]": 5]
        let paths = try Answers.summary([answer]).paths
        #expect(Set(paths).count == paths.count)
    }

    @Test("An object beside something else is compared as a whole")
    func objectBesideScalar() throws {
        let summary = try Answers.summary([["x": ["y": 1]], ["x": 2], ["x": ["y": 1]]])
        #expect(summary.paths == ["x"])
        #expect(summary.consensus == ["x": ["y": 1]])
        #expect(try summary.field("x").votes == 2)
    }

    @Test("An absent key is missing, a null is a value")
    func absentAndNull() throws {
        let absent = try Answers.summary([["x": 1, "y": 1], ["x": 1], ["x": 1, "y": 1]])
        #expect(try absent.field("y").present == 2)
        #expect(try absent.field("y").distinct == 1)
        #expect(absent.disagreement("y")?.missing == ["r2"])

        let null = try Answers.summary([["x": 1, "y": 1], ["x": 1, "y": .null], ["x": 1, "y": 1]])
        #expect(try null.field("y").present == 3)
        #expect(try null.field("y").distinct == 2)
        #expect(null.disagreement("y")?.missing == [])
    }

    @Test("Answers that all are null agree on null")
    func allNull() throws {
        let summary = try Answers.summary([.null, .null, .null])
        #expect(summary.consensus == .null)
        #expect(!summary.tied)
        #expect(summary.observed == true)
        #expect(isClose(summary.confidence.value, 0.96685449973622631826))
    }

    @Test("An array too long to be taken apart is compared as a whole, and that is said")
    func longArray() throws {
        let long = Value.array((0..<4097).map { Value($0) })
        let summary = try Answers.summary([["a": long], ["a": long]])
        #expect(summary.paths == ["a"])
        #expect(summary.truncations.count == 1)
        #expect(summary.truncations.first?.contains("a ") == true)
    }

    @Test("Fields beyond the thousandth are left out of the list, and that is said")
    func manyFields() throws {
        var object = Object()
        for number in 0..<1200 { object["k\(number)"] = Value(number) }
        let summary = try Answers.summary([.object(object), .object(object)])
        #expect(summary.fields.count == 1000)
        #expect(summary.truncations.contains("fields lists 1000 of 1200"))
        #expect(summary.consensus == .object(object))
    }
}
