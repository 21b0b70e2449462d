public import AssayCore

/// The tokens of a call, counted alike for all providers.
///
/// What is called input and output here has other names elsewhere, which are read and can be used, too: `prompt_tokens` and
/// `completion_tokens`; `total_tokens` is their sum.
public struct ModelUsage: Sendable, Hashable {
    /// All tokens read, cached ones included.
    public var inputTokens: Int64
    /// Those read from the provider's cache.
    public var cachedInputTokens: Int64?
    /// Those written to the provider's cache.
    public var cacheWriteTokens: Int64?
    /// Those of pictures.
    public var imageTokens: Int64?
    /// All tokens written, reasoning included.
    public var outputTokens: Int64
    /// Those of the reasoning.
    public var reasoningTokens: Int64?
    /// Whether the numbers are an estimate of ours, because the provider's never came.
    public var isEstimated: Bool
    /// Whether the answer came from a cache of ours: these tokens were paid for before, and cost nothing now.
    public var isCached = false

    /// Creates a count.
    public init(
        inputTokens: Int64,
        outputTokens: Int64,
        cachedInputTokens: Int64? = nil,
        cacheWriteTokens: Int64? = nil,
        reasoningTokens: Int64? = nil,
        imageTokens: Int64? = nil,
        isEstimated: Bool = false
    ) {
        self.inputTokens = inputTokens
        self.outputTokens = outputTokens
        self.cachedInputTokens = cachedInputTokens
        self.cacheWriteTokens = cacheWriteTokens
        self.reasoningTokens = reasoningTokens
        self.imageTokens = imageTokens
        self.isEstimated = isEstimated
    }
}

// MARK: Other names

extension ModelUsage {
    /// Another name of ``inputTokens``.
    public var promptTokens: Int64 { inputTokens }

    /// Another name of ``outputTokens``.
    public var completionTokens: Int64 { outputTokens }

    /// Read and written together; the largest whole number where there are more.
    public var totalTokens: Int64 {
        let (sum, overflow) = inputTokens.addingReportingOverflow(outputTokens)
        return overflow ? .max : sum
    }
}

// MARK: As a document

extension ModelUsage {
    /// As an object, with `input_tokens`, `output_tokens` and what else is known.
    public var document: Value {
        var members: Object = ["input_tokens": .integer(inputTokens), "output_tokens": .integer(outputTokens)]
        members["cached_input_tokens"] = cachedInputTokens.map(Value.integer)
        members["cache_write_tokens"] = cacheWriteTokens.map(Value.integer)
        members["reasoning_tokens"] = reasoningTokens.map(Value.integer)
        members["image_tokens"] = imageTokens.map(Value.integer)
        if isEstimated { members["estimated"] = true }
        if isCached { members["cached"] = true }
        return .object(members)
    }

    /// Reads an object as ``document`` writes it, or with the names `prompt_tokens` and `completion_tokens`.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidArgument`` naming the key that is missing, is there under both names with
    ///   different numbers, or is no whole number from 0.
    public init(document: Value) throws(AssayError) {
        guard let members = document.object else {
            throw AssayError(.invalidArgument, "usage must be an object with input_tokens and output_tokens")
        }
        func count(_ key: String) throws(AssayError) -> Int64? {
            guard let value = members[key], value != .null else { return nil }
            guard case .integer(let count) = value, count >= 0 else {
                throw AssayError(.invalidArgument, "usage.\(key) must be a whole number from 0")
            }
            return count
        }
        func count(_ key: String, or other: String) throws(AssayError) -> Int64 {
            let (first, second) = (try count(key), try count(other))
            guard let count = first ?? second else {
                throw AssayError(.invalidArgument, "usage.\(key) is missing; it may be called \(other), too")
            }
            guard second ?? count == count else {
                throw AssayError(.invalidArgument, "usage.\(key) and usage.\(other) are one number and differ")
            }
            return count
        }
        self.init(
            inputTokens: try count("input_tokens", or: "prompt_tokens"),
            outputTokens: try count("output_tokens", or: "completion_tokens"),
            cachedInputTokens: try count("cached_input_tokens"),
            cacheWriteTokens: try count("cache_write_tokens"),
            reasoningTokens: try count("reasoning_tokens"),
            imageTokens: try count("image_tokens"),
            isEstimated: members["estimated"] == true
        )
        guard try count("total_tokens") ?? totalTokens == totalTokens else {
            throw AssayError(.invalidArgument, "usage.total_tokens is not the sum of what was read and written")
        }
        isCached = members["cached"] == true
    }
}
