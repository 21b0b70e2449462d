import AssayCore
import Testing

@Suite("Replicates")
struct ReplicateTests {
    private static let failure = AssayError(.timeout, "late", isRetryable: true)

    private static let full: Replicate = {
        var replicate = Replicate(
            index: 4,
            seed: 83,
            data: ["x": 1],
            quality: Replicate.Quality(errors: ["x"], warnings: ["odd"], schemaVersion: "s"),
            failure: failure,
            usage: Usage(tokens: 3),
            elapsedMS: 12,
            model: "m"
        )
        replicate.attempts = [Attempt(number: 1, failure: failure), Attempt(number: 2)]
        return replicate
    }()

    @Test("Everything that is given is read back")
    func readBack() {
        let replicate = Self.full
        #expect(replicate.id == "r5")
        #expect(replicate.data == ["x": 1])
        #expect(replicate.quality.errors == ["x"])
        #expect(replicate.quality.warnings == ["odd"])
        #expect(replicate.quality.schemaVersion == "s")
        #expect(replicate.failure == Self.failure)
        #expect(replicate.usage == Usage(tokens: 3))
        #expect(replicate.elapsed == .milliseconds(12))
        #expect(replicate.model == "m")
        #expect(replicate.attempts.map(\.number) == [1, 2])
    }

    @Test("A bare answer has no remarks")
    func bare() {
        let replicate = Replicate(index: 0, seed: 11, data: 1)
        #expect(replicate.quality == Replicate.Quality())
        #expect(replicate.failure == nil)
        #expect(replicate.usage == nil)
        #expect(replicate.model == nil)
        #expect(replicate.attempts.isEmpty)
        #expect(replicate.validData == 1)
    }

    @Test("A copy that is changed leaves the other as it was")
    func copies() {
        var copy = Self.full
        copy.quality.warnings.append("late")
        copy.failure = nil
        copy.usage?.tokens = 9
        copy.attempts.removeLast()
        #expect(copy.quality.warnings == ["odd", "late"])
        #expect(copy.usage == Usage(tokens: 9))
        #expect(Self.full.quality.warnings == ["odd"])
        #expect(Self.full.failure == Self.failure)
        #expect(Self.full.usage == Usage(tokens: 3))
        #expect(Self.full.attempts.count == 2)
    }

    @Test("Replicates are equal by what they say, not by how it came about")
    func equality() {
        var replicate = Self.full
        replicate.quality = Replicate.Quality()
        replicate.failure = nil
        replicate.usage = nil
        replicate.model = nil
        replicate.attempts = []
        let bare = Replicate(index: 4, seed: 83, data: ["x": 1], elapsedMS: 12)
        #expect(replicate == bare)
        #expect(replicate.hashValue == bare.hashValue)
        var again = bare
        again.model = "m"
        #expect(again != bare)
        #expect(Set([Self.full, replicate, bare, again]).count == 3)
    }

    @Test("A replicate moved elsewhere keeps its remarks and has no answer")
    func moved() {
        let moved = Self.full.moved(to: 9, seed: 7)
        #expect(moved.index == 9)
        #expect(moved.seed == 7)
        #expect(moved.data == Value?.none)
        #expect(moved.quality == Self.full.quality)
        #expect(moved.failure == Self.failure)
    }
}
