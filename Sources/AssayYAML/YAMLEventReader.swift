import AssayCore
internal import CYAML

/// Draws events from libyaml.
struct YAMLEventReader {
    private let parser: UnsafeMutablePointer<yaml_parser_t>
    let source: YAMLSource

    /// Lends a reader for a source; libyaml's state lives on the stack meanwhile.
    static func withReader<T>(
        _ source: YAMLSource,
        _ body: (YAMLEventReader) throws(AssayError) -> T
    ) throws(AssayError) -> T {
        let result = source.bytes.withUnsafeBufferPointer { bytes in
            var parser = yaml_parser_t()
            return withUnsafeMutablePointer(to: &parser) { parser in
                Result { () throws(AssayError) -> T in
                    guard yaml_parser_initialize(parser) == 1 else {
                        throw AssayError(.limitExceeded, "there is not enough memory to read \(source.file)")
                    }
                    defer { yaml_parser_delete(parser) }
                    yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
                    yaml_parser_set_input_string(parser, bytes.baseAddress, bytes.count)
                    return try body(YAMLEventReader(parser: parser, source: source))
                }
            }
        }
        return try result.get()
    }

    /// The next event.
    ///
    /// - Throws: ``AssayError/Code/invalidYAML`` where the text is not YAML.
    func next() throws(AssayError) -> YAMLEvent {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else { throw syntaxFailure }
        defer { yaml_event_delete(&event) }
        return read(event)
    }

    private func read(_ event: yaml_event_t) -> YAMLEvent {
        var read = YAMLEvent(
            kind: kind(of: event),
            position: Self.position(event.start_mark),
            start: Int(clamping: event.start_mark.index),
            end: Int(clamping: event.end_mark.index)
        )
        let (anchor, tag) = Self.properties(of: event)
        read.anchor = anchor.map { String(cString: $0) }
        read.hasTag = tag != nil || hasBareTag(read)
        return read
    }

    private func kind(of event: yaml_event_t) -> YAMLEvent.Kind {
        switch event.type {
        case YAML_STREAM_START_EVENT: .streamStart
        case YAML_DOCUMENT_START_EVENT: .documentStart
        case YAML_DOCUMENT_END_EVENT: .documentEnd
        case YAML_ALIAS_EVENT: .alias(event.data.alias.anchor.map { String(cString: $0) } ?? "")
        case YAML_SCALAR_EVENT: .scalar(scalar(event.data.scalar))
        case YAML_SEQUENCE_START_EVENT: .sequenceStart
        case YAML_SEQUENCE_END_EVENT: .sequenceEnd
        case YAML_MAPPING_START_EVENT: .mappingStart
        case YAML_MAPPING_END_EVENT: .mappingEnd
        default: .streamEnd
        }
    }

    private func scalar(_ data: yaml_event_s.__Unnamed_union_data.__Unnamed_struct_scalar) -> YAMLEvent.Scalar {
        let text = String(decoding: UnsafeBufferPointer(start: data.value, count: data.length), as: UTF8.self)
        let style: YAMLEvent.Style =
            switch data.style {
            case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
            case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
            default: .plain
            }
        return YAMLEvent.Scalar(text: source.restored(text), style: style)
    }

    private typealias Text = UnsafeMutablePointer<yaml_char_t>

    private static func properties(of event: yaml_event_t) -> (anchor: Text?, tag: Text?) {
        switch event.type {
        case YAML_SCALAR_EVENT: (event.data.scalar.anchor, event.data.scalar.tag)
        case YAML_SEQUENCE_START_EVENT: (event.data.sequence_start.anchor, event.data.sequence_start.tag)
        case YAML_MAPPING_START_EVENT: (event.data.mapping_start.anchor, event.data.mapping_start.tag)
        default: (nil, nil)
        }
    }

    /// Whether a scalar has the tag `!`, which libyaml drops although it makes `! 12` a string.
    private func hasBareTag(_ event: YAMLEvent) -> Bool {
        guard case .scalar = event.kind else { return false }
        var index = event.start
        if source.scalar(at: index) == "&", let anchor = event.anchor {
            index += 1 + anchor.unicodeScalars.count
            index = source.nextContent(from: index) ?? index
        }
        // No scalar starts like this: plain ones cannot, and others start with a quote or a block mark.
        return source.scalar(at: index) == "!"
    }

    private static func position(_ mark: yaml_mark_t) -> YAMLPosition {
        YAMLPosition(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
    }

    private var syntaxFailure: AssayError {
        guard parser.pointee.error != YAML_MEMORY_ERROR, let problem = parser.pointee.problem else {
            return AssayError(.limitExceeded, "there is not enough memory to read \(source.file)")
        }
        let text = String(cString: problem)
        let advice = YAMLAdvice.advice(for: text).map { "; \($0)" } ?? ""
        // libyaml gives the end of the text a line of its own, which no editor shows.
        let place = source.position(of: Int(clamping: parser.pointee.problem_mark.index))
        return source.failure(text + advice + opening, at: place)
    }

    /// Where a quote or bracket was opened that something is wrong with.
    private var opening: String {
        guard let context = parser.pointee.context.map({ String(cString: $0) }) else { return "" }
        let hasOpening = context.hasPrefix("while parsing a flow") || context == "while scanning a quoted scalar"
        return hasOpening ? "; it opened at \(Self.position(parser.pointee.context_mark))" : ""
    }
}
