/// The way from the outermost node of a file to one of its parts.
indirect enum YAMLPath: Sendable {
    case root(file: String)
    case key(String, in: YAMLPath)
    case index(Int, in: YAMLPath)

    /// The file this leads through.
    var file: String {
        var path = self
        while true {
            switch path {
            case .root(let file): return file
            case .key(_, let parent), .index(_, let parent): path = parent
            }
        }
    }
}

extension YAMLPath: CustomStringConvertible {
    /// Keys with dots and places with brackets, as in `rules[2].action`.
    var description: String {
        switch self {
        case .root: "the document"
        case .key(let key, .root): Self.shown(key)
        case .key(let key, let parent): "\(parent).\(Self.shown(key))"
        case .index(let index, .root): "[\(index)]"
        case .index(let index, let parent): "\(parent)[\(index)]"
        }
    }

    /// A key as messages show it: bounded, on one line, and quoted unless it is a plain word.
    static func shown(_ key: String) -> String {
        let isWord = !key.isEmpty && key.utf8.allSatisfy(isWordByte)
        let start = String(String.UnicodeScalarView(key.unicodeScalars.prefix(40).map { isShown($0) ? $0 : "?" }))
        let text = start.unicodeScalars.count < key.unicodeScalars.count ? start + "…" : start
        return isWord ? text : "\"\(text)\""
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
    }

    private static func isShown(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse: false
        default: true
        }
    }
}
