extension PatternTranslator {
    /// Reads what follows `\p`: a property in braces, as the name PCRE2 knows it by.
    mutating func readProperty() throws(AssayError) -> String {
        guard skip("{") else { throw failure("\\p must be followed by a property in braces") }
        var name = ""
        while let scalar = current, scalar != "}" {
            let isLegal = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == "_" || scalar == "=")
            guard isLegal else { throw failure("a property is letters, _ and =, then }") }
            name.unicodeScalars.append(scalar)
            position += 1
        }
        guard skip("}") else { throw failure("a property is letters, _ and =, then }") }
        return try property(named: name)
    }

    private func property(named name: String) throws(AssayError) -> String {
        let parts = name.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard parts.count <= 2, !parts.contains("") else { throw failure("a property is a name or name=value") }
        guard parts.count == 2 else { return Self.categories[name] ?? name }
        switch parts[0] {
        case "General_Category", "gc": return Self.categories[parts[1]] ?? parts[1]
        case "Script", "sc": return "sc:" + parts[1]
        case "Script_Extensions", "scx": return "scx:" + parts[1]
        default: throw failure("the properties with a value are General_Category, Script and Script_Extensions")
        }
    }

    /// The long names of the general categories (Unicode, PropertyValueAliases.txt).
    private static let categories = [
        "Other": "C", "Control": "Cc", "cntrl": "Cc", "Format": "Cf", "Unassigned": "Cn", "Private_Use": "Co",
        "Surrogate": "Cs", "Letter": "L", "LC": "L&", "Cased_Letter": "L&", "Lowercase_Letter": "Ll",
        "Modifier_Letter": "Lm", "Other_Letter": "Lo", "Titlecase_Letter": "Lt", "Uppercase_Letter": "Lu",
        "Mark": "M", "Combining_Mark": "M", "Spacing_Mark": "Mc", "Enclosing_Mark": "Me", "Nonspacing_Mark": "Mn",
        "Number": "N", "Decimal_Number": "Nd", "digit": "Nd", "Letter_Number": "Nl", "Other_Number": "No",
        "Punctuation": "P", "punct": "P", "Connector_Punctuation": "Pc", "Dash_Punctuation": "Pd",
        "Close_Punctuation": "Pe", "Final_Punctuation": "Pf", "Initial_Punctuation": "Pi", "Other_Punctuation": "Po",
        "Open_Punctuation": "Ps", "Symbol": "S", "Currency_Symbol": "Sc", "Modifier_Symbol": "Sk",
        "Math_Symbol": "Sm", "Other_Symbol": "So", "Separator": "Z", "Line_Separator": "Zl",
        "Paragraph_Separator": "Zp", "Space_Separator": "Zs",
    ]
}
