/// One answer of a tool under one seed, or the reason why there is none.
public struct Replicate: Sendable, Hashable {
    /// The place in the bundle, from 0.
    public let index: Int
    /// The seed the tool drew from.
    public let seed: UInt64
    /// The answer; also kept when it broke the schema, so that nothing paid for is lost.
    public var data: Value?
    /// How long the replicate took.
    public var elapsed: Duration
    /// Everything else that is not as usual; `nil` where it all is, so that a million replicates take little room.
    private var remarks: Remarks?

    /// Creates a replicate.
    public init(
        index: Int,
        seed: UInt64,
        data: Value?,
        quality: Quality = Quality(),
        failure: AssayError? = nil,
        usage: Usage? = nil,
        elapsedMS: Int64 = 0,
        model: String? = nil,
        seedHonoured: BundleMetadata.SeedPromise? = nil,
        providerRequestID: String? = nil
    ) {
        self.index = index
        self.seed = seed
        self.data = data
        elapsed = .milliseconds(elapsedMS)
        let content = Remarks.Content(
            quality: quality,
            failure: failure,
            usage: usage,
            model: model,
            seedHonoured: seedHonoured,
            providerRequestID: providerRequestID
        )
        remarks = Remarks(content)
    }

    /// The same replicate without its answer, in another place.
    package func moved(to index: Int, seed: UInt64) -> Replicate {
        Replicate(index: index, seed: seed, elapsed: elapsed, remarks: remarks)
    }

    private init(index: Int, seed: UInt64, elapsed: Duration, remarks: Remarks?) {
        self.index = index
        self.seed = seed
        data = nil
        self.elapsed = elapsed
        self.remarks = remarks
    }

    /// Whether the answer counts, and what was found wrong or odd.
    public var quality: Quality {
        get { content.quality }
        set { content.quality = newValue }
    }

    /// Why there is no valid answer.
    public var failure: AssayError? {
        get { remarks?.content.failure }
        set { content.failure = newValue }
    }

    /// What the answer, or the last failure, used; `nil` where nobody reported anything.
    public var usage: Usage? {
        get { remarks?.content.usage }
        set { content.usage = newValue }
    }

    /// The model that answered, where the tool is one.
    public var model: String? {
        get { remarks?.content.model }
        set { content.model = newValue }
    }

    /// How well who answered honoured the seed, where it said so; `nil` means as ``BundleMetadata/seedHonoured``, which
    /// ``EvidenceBundle/seedHonoured(by:)`` fills in.
    public var seedHonoured: BundleMetadata.SeedPromise? {
        get { remarks?.content.seedHonoured }
        set { content.seedHonoured = newValue }
    }

    /// The name under which a service that answered knows the call, for its support; it stands outside
    /// ``EvidenceBundle/digest``, as times do.
    public var providerRequestID: String? {
        get { remarks?.content.providerRequestID }
        set { content.providerRequestID = newValue }
    }

    /// Every attempt with its cost and cause, the last included; empty where the first was the only one.
    ///
    /// Attempts say what the way to an answer cost, and nothing about the answer: they stand outside
    /// ``EvidenceBundle/digest``.
    public var attempts: [Attempt] {
        get { remarks?.content.attempts ?? [] }
        set { content.attempts = newValue }
    }

    private var content: Remarks.Content {
        get { remarks?.content ?? Remarks.Content() }
        set { remarks = Remarks(newValue) }
    }

    /// How long the replicate took, in whole milliseconds.
    public var elapsedMS: Int64 {
        get { elapsed.wholeMilliseconds }
        set { elapsed = .milliseconds(newValue) }
    }

    /// What all attempts used together; `nil` where nobody reported anything.
    public var spent: Usage? { attempts.isEmpty ? usage : Usage.total(attempts.lazy.map(\.usage)) }

    /// The name used in summaries and events: `r1` for the first.
    public var id: String { Self.id(at: index) }

    /// The answer, if it counts.
    public var validData: Value? { failure == nil ? data : nil }

    static func id(at index: Int) -> String { "r\(index + 1)" }

    /// Whether an answer counts.
    public struct Quality: Sendable, Hashable {
        /// What the schema found wrong.
        public var errors: [String]
        /// What was odd but does not disqualify the answer.
        public var warnings: [String]
        /// The `$id` of the schema the answer was checked against.
        public var schemaVersion: String?

        /// Creates a quality record.
        public init(errors: [String] = [], warnings: [String] = [], schemaVersion: String? = nil) {
            self.errors = errors
            self.warnings = warnings
            self.schemaVersion = schemaVersion
        }
    }
}

extension Replicate {
    /// What few replicates have, written once and shared by copies.
    private final class Remarks: Sendable, Hashable {
        let content: Content

        struct Content: Sendable, Hashable {
            var quality = Quality()
            var failure: AssayError?
            var usage: Usage?
            var model: String?
            var seedHonoured: BundleMetadata.SeedPromise?
            var providerRequestID: String?
            var attempts: [Attempt] = []
        }

        /// `nil` where there is nothing to remark.
        init?(_ content: Content) {
            guard content != Content() else { return nil }
            self.content = content
        }

        static func == (left: Remarks, right: Remarks) -> Bool { left === right || left.content == right.content }

        func hash(into hasher: inout Hasher) { hasher.combine(content) }
    }
}
