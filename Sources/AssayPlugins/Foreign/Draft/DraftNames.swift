/// Makes names that manifests allow, each once.
struct DraftNames {
    private var taken: Set<String>

    init(reserved: Set<String> = []) { taken = reserved }

    /// The name itself where it is allowed and free, else one that is like it.
    mutating func unique(_ name: String?, otherwise fallback: String) -> String {
        let base = Self.allowed(name ?? "") ?? fallback
        var candidate = base
        var number = 2
        while !taken.insert(candidate).inserted {
            candidate = "\(base)_\(number)"
            number += 1
        }
        return candidate
    }

    private static func allowed(_ name: String) -> String? {
        let word = String(
            name.unicodeScalars.prefix(56).map { scalar in
                let isKept = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9").contains(scalar))
                return isKept ? Character(scalar) : "_"
            }
        )
        let start = word.first.map { $0.isNumber ? "_" + word : word }
        guard let start, ToolReader.isName(start), start.contains(where: { $0 != "_" }) else { return nil }
        return start
    }
}
