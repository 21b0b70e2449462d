import AssayCore

/// A text checked and made ready for libyaml.
///
/// YAML 1.2 and JSON allow some characters libyaml refuses or, as YAML 1.1 did, takes for line breaks. Each is replaced by
/// a stand-in: a private-use character the text does not contain. So positions stay, and scalars get the original back.
struct YAMLSource {
    let file: String
    /// What libyaml reads.
    let bytes: [UInt8]
    /// The same, one element for each character; libyaml's indices count these.
    private let scalars: [Unicode.Scalar]
    /// The first of the stand-ins; `nil` when there are none.
    private let firstStandIn: UInt32?

    /// Decodes UTF-8.
    ///
    /// - Throws: ``AssayError/Code/invalidYAML`` for a text that is too long, not UTF-8, or has control characters or
    ///   directives.
    init(_ input: [UInt8], file: String, maxBytes: Int) throws(AssayError) {
        guard input.count <= maxBytes else {
            let problem = "the text has \(input.count) bytes; at most \(maxBytes) are allowed"
            throw Self.failure(problem, file, YAMLPosition(line: 1, column: 1))
        }
        self.file = file
        let original = try Self.decode(input, file)
        firstStandIn = try Self.chooseStandIns(for: original, file)
        scalars = firstStandIn.map { first in original.map { Self.standIn(for: $0, first) ?? $0 } } ?? original
        bytes = Array(String(String.UnicodeScalarView(scalars)).utf8)
        try refuseDirectives()
    }

    /// The text of a scalar with the original characters.
    func restored(_ text: String) -> String {
        guard let firstStandIn else { return text }
        let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
            guard scalar.value >= firstStandIn else { return scalar }
            let index = Int(scalar.value - firstStandIn)
            return Self.special.indices.contains(index) ? Self.special[index] : scalar
        }
        return String(String.UnicodeScalarView(scalars))
    }

    /// Whether a scalar outside quotes has a character that YAML allows only inside them.
    static func hasUnprintable(_ text: String) -> Bool {
        text.unicodeScalars.contains { scalar in
            switch scalar.value {
            case 0x7F...0x84, 0x86...0x9F, 0xFFFE, 0xFFFF: true
            default: false
            }
        }
    }

    /// The character at an index of libyaml's; `nil` beyond the end.
    func scalar(at index: Int) -> Unicode.Scalar? { scalars.indices.contains(index) ? scalars[index] : nil }

    /// Where anything but white space, comments and end marks comes next, as an index.
    func nextContent(from start: Int) -> Int? {
        var index = start
        while let scalar = scalar(at: index) {
            switch scalar {
            case " ", "\t", "\r", "\n": index += 1
            case "#": index = endOfLine(from: index)
            case "." where hasText("...", at: index): index += 3
            default: return index
            }
        }
        return nil
    }

    /// Where an index is.
    func position(of index: Int) -> YAMLPosition { Self.position(of: index, in: scalars) }

    /// The failure to report about a place.
    func failure(_ problem: String, at position: YAMLPosition) -> AssayError { Self.failure(problem, file, position) }
}

extension YAMLSource {
    private static func decode(_ input: [UInt8], _ file: String) throws(AssayError) -> [Unicode.Scalar] {
        var scalars: [Unicode.Scalar] = []
        scalars.reserveCapacity(input.count)
        var iterator = input.starts(with: [0xEF, 0xBB, 0xBF]) ? input[3...].makeIterator() : input[...].makeIterator()
        var decoder = UTF8()
        while true {
            switch decoder.decode(&iterator) {
            case .scalarValue(let scalar):
                if scalar.value < 0x20 && scalar != "\t" && scalar != "\n" && scalar != "\r" {
                    let problem = "control characters are not allowed; write them as escapes in double quotes"
                    throw failure(problem, file, position(of: scalars.count, in: scalars))
                }
                scalars.append(scalar)
            case .emptyInput: return scalars
            case .error:
                throw failure("the text must be valid UTF-8", file, position(of: scalars.count, in: scalars))
            }
        }
    }

    private static func position(of index: Int, in scalars: [Unicode.Scalar]) -> YAMLPosition {
        var line = 1
        var column = 1
        for place in 0..<min(index, scalars.count) {
            let isFirstOfTwo = scalars[place] == "\r" && place + 1 < scalars.count && scalars[place + 1] == "\n"
            if !isFirstOfTwo && (scalars[place] == "\n" || scalars[place] == "\r") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return YAMLPosition(line: line, column: column)
    }

    private static func failure(_ problem: String, _ file: String, _ position: YAMLPosition) -> AssayError {
        AssayError(.invalidYAML, "\(file):\(position): \(problem)")
    }

    /// libyaml compares each `%TAG` with all before it, so directives must not reach it.
    private func refuseDirectives() throws(AssayError) {
        guard let first = directive(from: 0) else { return }
        let end = endOfLine(from: first)
        let isVersion = scalars[first..<end].starts(with: "%YAML 1.2".unicodeScalars)
        guard let refused = isVersion ? directive(from: end) : first else { return }
        let problem = "only one directive, %YAML 1.2, is allowed; remove this line"
        throw failure(problem, at: position(of: refused))
    }

    private func directive(from start: Int) -> Int? {
        nextContent(from: start).flatMap { scalars[$0] == "%" && position(of: $0).column == 1 ? $0 : nil }
    }

    private func endOfLine(from start: Int) -> Int {
        scalars[start...].firstIndex { $0 == "\n" || $0 == "\r" } ?? scalars.count
    }

    private func hasText(_ text: String, at index: Int) -> Bool { scalars[index...].starts(with: text.unicodeScalars) }
}

extension YAMLSource {
    /// The characters that get stand-ins.
    private static let special: [Unicode.Scalar] =
        (0x7F...0x9F).compactMap(Unicode.Scalar.init) + ["\u{2028}", "\u{2029}", "\u{FEFF}", "\u{FFFE}", "\u{FFFF}"]

    private static let standInBlocks: ClosedRange<UInt32> = 0xF0000 / 64...0x10FF80 / 64

    /// The start of a block of 64 private-use characters that the text does not contain; `nil` when none is needed.
    private static func chooseStandIns(for scalars: [Unicode.Scalar], _ file: String) throws(AssayError) -> UInt32? {
        guard scalars.contains(where: { specialIndex(of: $0) != nil }) else { return nil }
        let used = Set(scalars.lazy.map(\.value).filter { $0 >= 0xF0000 }.map { $0 / 64 })
        guard let block = standInBlocks.first(where: { !used.contains($0) }) else {
            let problem = "the text uses too many different private-use characters"
            throw failure(problem, file, YAMLPosition(line: 1, column: 1))
        }
        return block * 64
    }

    private static func standIn(for scalar: Unicode.Scalar, _ first: UInt32) -> Unicode.Scalar? {
        specialIndex(of: scalar).flatMap { Unicode.Scalar(first + UInt32($0)) }
    }

    private static func specialIndex(of scalar: Unicode.Scalar) -> Int? {
        switch scalar.value {
        case 0x7F...0x9F: Int(scalar.value - 0x7F)
        case 0x2028, 0x2029: Int(scalar.value - 0x2028) + 33
        case 0xFEFF: 35
        case 0xFFFE, 0xFFFF: Int(scalar.value - 0xFFFE) + 36
        default: nil
        }
    }
}
