public import AssayCore

/// A part of a YAML document that knows where it stands.
public struct YAMLNode: Sendable {
    /// What the node holds.
    public let content: Content
    /// Where it starts; of what an alias stands for, where that is written.
    public let position: YAMLPosition
    /// The file and the keys that lead here.
    let path: YAMLPath

    /// The three kinds of node.
    public enum Content: Sendable {
        /// A single value: anything but an array or an object.
        case scalar(Value)
        /// An ordered list.
        case sequence([YAMLNode])
        /// Keys with nodes, in the order they are written; keys are unique.
        case mapping([Member])
    }

    /// A key of a mapping with its node.
    public struct Member: Sendable {
        /// The key.
        public let key: String
        /// Where the key starts.
        public let keyPosition: YAMLPosition
        /// What the key leads to.
        public let node: YAMLNode
    }
}

extension YAMLNode {
    /// The node and everything in it as a value, without positions.
    public var value: Value {
        switch content {
        case .scalar(let value): value
        case .sequence(let elements): .array(elements.map(\.value))
        case .mapping(let members):
            // The composer has refused duplicate keys.
            .object(Object(members: members.lazy.map { ($0.key, $0.node.value) }) ?? [:])
        }
    }

    /// What the node is, in the words of error messages: `a string`, `null`, `a mapping` and so on.
    public var kind: String {
        switch content {
        case .sequence: "a sequence"
        case .mapping: "a mapping"
        case .scalar(.null): "null"
        case .scalar(.bool): "a boolean"
        case .scalar(.integer), .scalar(.unsigned): "a whole number"
        case .scalar(.number): "a number"
        case .scalar: "a string"
        }
    }

    /// The keys and places that lead here, such as `rules[2].action.tool`; `the document` for the outermost node.
    public var pathDescription: String { path.description }

    /// The file the node was read from, as the caller named it.
    public var file: String { path.file }

    /// The failure to report about this node: file, line, column and path, then what is wrong.
    ///
    /// - Parameters:
    ///   - problem: what is wrong and what would be right, as in `must be a string`.
    ///   - position: where to point; `nil` points to the node itself.
    ///   - code: the kind of failure.
    /// - Returns: the failure, to be thrown.
    public func failure(
        _ problem: String,
        at position: YAMLPosition? = nil,
        code: AssayError.Code = .invalidDocument
    ) -> AssayError {
        AssayError(code, "\(file):\(position ?? self.position): \(pathDescription) \(problem)")
    }

    /// The same node as it reads somewhere else in the document.
    func moved(to path: YAMLPath) -> YAMLNode {
        let content: Content =
            switch content {
            case .scalar: content
            case .sequence(let elements):
                .sequence(elements.enumerated().map { $1.moved(to: .index($0, in: path)) })
            case .mapping(let members):
                .mapping(members.map { $0.moved(below: path) })
            }
        return YAMLNode(content: content, position: position, path: path)
    }
}

extension YAMLNode.Member {
    fileprivate func moved(below path: YAMLPath) -> YAMLNode.Member {
        YAMLNode.Member(key: key, keyPosition: keyPosition, node: node.moved(to: .key(key, in: path)))
    }
}
