/// Where a field stands in an answer.
struct FieldPath: Sendable, Hashable, CustomStringConvertible {
    private(set) var components: [Component] = []

    enum Component: Sendable, Hashable {
        case key(String)
        case index(Int)
    }

    func appending(_ component: Component) -> FieldPath {
        var path = self
        path.components.append(component)
        return path
    }

    /// `model.slope`, `sizes[2]`, `["odd key"].x`; `$` for the whole answer.
    var description: String {
        var text = ""
        for component in components {
            switch component {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isPlain(key): text += text.isEmpty ? key : "." + key
            case .key(let key): text += "[\(Value.string(key).canonicalJSON)]"
            }
        }
        return text.isEmpty ? "$" : text
    }

    private static func isPlain(_ key: String) -> Bool {
        !key.isEmpty && key != "$"
            && key.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "."), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "\""), 0...0x20, 0x7F: false
                default: true
                }
            }
    }
}
