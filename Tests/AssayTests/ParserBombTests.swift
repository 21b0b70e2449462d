import ParserBombs
import Testing

@Suite("Bombs for every reader")
struct ParserBombTests {
    @Test("There are at least sixty, each with a name of its own (B24)")
    func count() {
        #expect(ParserBomb.all.count >= 60)
        #expect(Set(ParserBomb.all.map(\.name)).count == ParserBomb.all.count)
    }

    @Test("Each is refused at the limit it meets, or read with little work (B24)", arguments: ParserBomb.all)
    func refused(bomb: ParserBomb) throws {
        let said = try bomb.prepare()()
        #expect(bomb.isMet(by: said), "\(said?.prefix(300) ?? "it was read")")
        #expect((said?.utf8.count ?? 0) < 1000)
    }
}

extension ParserBomb: CustomTestStringConvertible {
    /// The name of the bomb.
    public var testDescription: String { name }
}
