/// One step of a YAML document.
struct YAMLEvent {
    let kind: Kind
    let position: YAMLPosition
    /// Where the step starts and ends, as indices into the source.
    let start: Int
    let end: Int
    /// The name the node is given for later aliases.
    var anchor: String?
    var hasTag = false

    enum Kind {
        case streamStart
        case streamEnd
        case documentStart
        case documentEnd
        case alias(String)
        case scalar(Scalar)
        case sequenceStart
        case sequenceEnd
        case mappingStart
        case mappingEnd
    }

    struct Scalar {
        let text: String
        let style: Style
    }

    enum Style {
        case plain
        case quoted
        case block
    }
}
