/// A tool that gave no valid answer, so that a declared substitute was asked.
public struct Substitution: Sendable, Hashable {
    /// The tool.
    public var tool: BundleMetadata.ToolIdentity
    /// How its run ended, in a sentence.
    public var explanation: String
    /// Its replicates, all failed, with every attempt.
    public var replicates: [Replicate]

    /// Names a tool and what came of asking it.
    public init(tool: BundleMetadata.ToolIdentity, explanation: String, replicates: [Replicate]) {
        self.tool = tool
        self.explanation = explanation
        self.replicates = replicates
    }

    /// What its run came to.
    init(_ failed: EvidenceBundle) {
        self.init(tool: failed.meta.tool, explanation: failed.explanation, replicates: Array(failed.replicates))
    }

    func encoded(digestOnly: Bool) -> Value {
        var object: Object = ["tool": .object(tool.encoded)]
        object["error"] = .orNull(replicates.lazy.compactMap(\.failure).first?.code.rawValue)
        if !digestOnly {
            object["explanation"] = .string(explanation)
            object["replicates"] = .array(replicates.map { $0.encoded(digestOnly: false) })
        }
        return .object(object)
    }

    init(_ reader: DocumentReader) throws(AssayError) {
        var replicates: [Replicate] = []
        for (index, value) in try reader.array("replicates").enumerated() {
            replicates.append(try Replicate(DocumentReader(value, at: "bundle.substituted.replicates"), index: index))
        }
        self.init(
            tool: try BundleMetadata.ToolIdentity(reader.reader("tool")),
            explanation: try reader.string("explanation"),
            replicates: replicates
        )
    }
}

extension EvidenceBundle {
    /// What came of asking the tool, for the bundle of its substitute.
    package var asSubstituted: [Substitution] { meta.substituted + [Substitution(self)] }
}
