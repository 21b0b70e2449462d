import AssayCore
import AssayReports
import Foundation
import Testing

@Suite("What reaches the terminal")
struct TerminalSafetyTests {
    private func steers(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
    }

    /// The text without the colour sequences `ESC [ digits m`.
    private func withoutColour(_ text: String) -> String {
        var result = ""
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            guard scalar == "\u{1B}", rest.first == "[" else {
                result.unicodeScalars.append(scalar)
                continue
            }
            let sequence = rest.dropFirst().prefix { ("0"..."9").contains($0) }
            guard rest[sequence.endIndex...].first == "m" else { return text }
            rest = rest[sequence.endIndex...].dropFirst()
        }
        return result
    }

    @Test("Nothing a tool wrote steers the terminal, wherever it is shown")
    func plain() throws {
        let text = TerminalReport(try Reports.hostile(), width: 2000).render(file: "out\u{1B}[2J.json")
        for line in text.split(separator: "\n") {
            #expect(!line.unicodeScalars.contains(where: steers), "\(line)")
        }
        #expect(text.contains("\u{FFFD}[31mred"))
    }

    @Test("In colour, only the report's own colours are sequences")
    func coloured() throws {
        let text = TerminalReport(try Reports.hostile(), style: .coloured, width: 2000).render(
            file: "out\u{1B}[2J.json"
        )
        for line in withoutColour(text).split(separator: "\n") {
            #expect(!line.unicodeScalars.contains(where: steers), "\(line)")
        }
    }

    @Test("A line break in an answer does not start a line")
    func lineBreaks() throws {
        let quiet = TerminalReport(try Reports.bundle(of: ["one", "one"])).render()
        let broken = TerminalReport(try Reports.bundle(of: ["on\ne\r\n", "on\ne\r\n"])).render()
        #expect(quiet.split(separator: "\n").count == broken.split(separator: "\n").count)
    }

    @Test("Colour is used only when asked for")
    func colourOnRequest() throws {
        let bundle = try Reports.small()
        #expect(!TerminalReport(bundle).render().contains("\u{1B}"))
        let coloured = TerminalReport(bundle, style: .coloured).render()
        #expect(coloured.contains("\u{1B}[1msorter\u{1B}[0m"))
        #expect(coloured.contains("\u{1B}[33mpartial\u{1B}[0m"))
    }

    @Test("The outcome has a colour of its kind")
    func outcomeColour() throws {
        let complete = TerminalReport(try Reports.bundle(of: [1, 1]), style: .coloured).render()
        #expect(complete.contains("\u{1B}[32mcomplete\u{1B}[0m"))
        let failure = Replicate(index: 0, seed: 1, data: nil, failure: AssayError(.timeout, "late"))
        let failed = TerminalReport(try Reports.bundle([failure]), style: .coloured).render()
        #expect(failed.contains("\u{1B}[31mfailed\u{1B}[0m"))
    }

    @Test("Colour changes nothing but the colour, at any width", arguments: 40...140)
    func colourAndWidth(width: Int) throws {
        let bundle = try Reports.small()
        let plain = TerminalReport(bundle, width: width).render()
        let coloured = TerminalReport(bundle, style: .coloured, width: width).render()
        #expect(withoutColour(coloured) == plain)
    }

    @Test("Every line ends what it coloured", arguments: [40, 60, 100])
    func colourEnds(width: Int) throws {
        let text = TerminalReport(try Reports.small(), style: .coloured, width: width).render()
        for line in text.split(separator: "\n") where line.contains("\u{1B}") {
            let last = line.range(of: "\u{1B}[0m", options: .backwards)
            let open = line.ranges(of: "\u{1B}[").last
            #expect(last?.lowerBound == open?.lowerBound, "\(line)")
        }
    }
}

@Suite("The width of a report")
struct TerminalWidthTests {
    private func lines(_ bundle: EvidenceBundle, width: Int) -> [Substring] {
        TerminalReport(bundle, width: width).render().split(separator: "\n")
    }

    @Test("Lines are cut to the width, and the cut shows; the digest never is", arguments: [40, 47, 60, 80])
    func cut(width: Int) throws {
        let bundle = try Reports.small()
        let whole = lines(bundle, width: 1000)
        for (line, full) in zip(lines(bundle, width: width), whole) {
            if full.contains("digest") || full.count <= width {
                #expect(line == full)
            } else {
                #expect(line.count == width)
                #expect(line.hasSuffix("…"))
                #expect(line.dropLast() == full.prefix(width - 1))
            }
        }
    }

    @Test("A width below 40 counts as 40", arguments: [-1, 0, 39])
    func leastWidth(width: Int) throws {
        let bundle = try Reports.small()
        #expect(lines(bundle, width: width) == lines(bundle, width: 40))
    }

    @Test("A digest can be copied whole from the narrowest report")
    func digest() throws {
        let bundle = try Reports.small()
        #expect(TerminalReport(bundle, width: 40).render().contains("digest \(bundle.digest)\n"))
    }
}
