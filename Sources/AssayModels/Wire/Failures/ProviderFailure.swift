import AssayCore

/// A failure a provider reports, before or inside an answer.
///
/// The provider's text is read to find out what it means and never repeated: it may echo the key or the conversation.
/// Of its codes only those on our own lists are shown.
struct ProviderFailure {
    /// The provider's name.
    let provider: String
    /// The HTTP status; `nil` inside an answer that began well.
    var status: Int?
    /// The time to wait that the headers give.
    var wait: Duration?
    /// The body; `nil` when it is no JSON.
    var body: Value?

    /// The failure as callers see it.
    var error: AssayError {
        let (code, name) = judgement
        let cause = FailureCodes.sentence(code)
        let place = status.map { "answered with HTTP status \($0)" } ?? "reported a failure inside its answer"
        return AssayError(
            code,
            "\(provider) \(place)\(name.map { " (\($0))" } ?? ""): \(cause)",
            isRetryable: isRetryable(code),
            retryAfter: wait ?? waitInBody
        )
    }
}

extension ProviderFailure {
    /// What it means, and the provider's own name for it where that is known.
    ///
    /// Exact codes come first, then what only the text tells, then the status, then codes as general as the status.
    private var judgement: (code: AssayError.Code, name: String?) {
        for name in names {
            if let code = FailureCodes.exact[name] { return (code, name) }
        }
        let general = names.first { FailureCodes.general[$0] != nil }
        if let code = textMeaning { return (code, general) }
        if let code = effectiveStatus.flatMap(statusMeaning) { return (code, general) }
        return (general.flatMap { FailureCodes.general[$0] } ?? .modelProtocol, general)
    }

    /// The error object; some servers wrap it in a list, some give only a text.
    private var report: Value? {
        let body = body?[0] ?? body
        return body?["error"] ?? body
    }

    /// What says more about it, as Google does it.
    private var details: [Value] { report?["details"]?.array ?? [] }

    /// The time to wait that Gemini gives in the body, such as `34s`.
    private var waitInBody: Duration? {
        let text = details.compactMap { $0["retryDelay"]?.string }.first ?? ""
        guard text.last == "s", let seconds = Double(text.dropLast()), seconds >= 0 else { return nil }
        return seconds < Self.longestWait ? .seconds(seconds) : .longestLimit
    }

    private static let longestWait = Double(Duration.longestLimit.components.seconds)

    /// Everything that may be a code, in lower case, the most exact first.
    private var names: [String] {
        let candidates = [report?["code"]] + details.map { $0["reason"] } + [report?["type"], report?["status"]]
        return candidates.compactMap { $0?.string?.lowercased() }
    }

    /// The status, also where it is only given inside the answer.
    private var effectiveStatus: Int? {
        status.flatMap { $0 == 200 ? nil : $0 } ?? report?["code"]?.int64.flatMap { Int(exactly: $0) }
    }

    private var text: String {
        (report?["message"]?.string ?? report?.string ?? "").lowercased()
    }

    /// What some providers say in prose only.
    private var textMeaning: AssayError.Code? {
        if FailureCodes.contextPhrases.contains(where: text.contains) { return .modelContext }
        if FailureCodes.quotaPhrases.contains(where: text.contains) || isDailyQuota { return .modelQuota }
        if text.contains("unexpected endpoint") { return .modelBadRequest }
        return nil
    }

    /// Gemini tells a spent day from a busy minute only by the name of the quota.
    private var isDailyQuota: Bool {
        details.contains { detail in
            let names = (detail["violations"]?.array ?? []).map { $0["quotaId"] } + [detail["metadata"]?["quota_limit"]]
            return names.contains { $0?.string?.contains("PerDay") ?? false }
        }
    }

    private func statusMeaning(_ status: Int) -> AssayError.Code? {
        switch status {
        case 401, 403: .modelAuthentication
        case 402: .modelQuota
        case 404: text.contains("model") || body?["error"]?["code"] == 404 ? .unknownModel : .modelBadRequest
        case 408: .modelNetwork
        case 413: .modelContext
        case 429: .modelRateLimit
        case 409, 500...599: .modelOverloaded
        case 400..<500: .modelBadRequest
        default: nil
        }
    }

    /// Only what passes by itself; of the statuses those that say so.
    private func isRetryable(_ code: AssayError.Code) -> Bool {
        guard [.modelRateLimit, .modelNetwork, .modelOverloaded].contains(code) else { return false }
        guard let status = effectiveStatus, status >= 400 else { return true }
        return [408, 409, 429, 500, 502, 503, 504, 529].contains(status)
    }
}
