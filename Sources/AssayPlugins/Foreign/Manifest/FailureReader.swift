internal import AssayCore

/// Reads how a function says that it failed.
struct FailureReader {
    let node: ManifestNode?
    let result: ForeignResult

    func failures() throws(AssayError) -> ForeignFailures {
        guard let node else { return ForeignFailures() }
        try node.checkMembers(["errno", "nonzero", "negative", "null", "codes"])
        var failures = ForeignFailures()
        failures.usesErrno = try node.flag("errno")
        failures.isNonzero = try node.flag("nonzero")
        failures.isNegative = try node.flag("negative")
        failures.isNull = try node.flag("null")
        failures.reasons = try reasons(node)
        guard !failures.isNonzero || result.integer != nil else {
            throw node.failure("nonzero needs a function that returns an integer")
        }
        guard !failures.isNegative || result.integer?.isSigned == true else {
            throw node.failure("negative needs a function that returns a signed integer")
        }
        guard !failures.isNull || isPointer else {
            throw node.failure("null needs a function that returns a pointer")
        }
        return failures
    }

    private var isPointer: Bool { if case .block = result.kind { true } else { false } }

    private func reasons(_ node: ManifestNode) throws(AssayError) -> [Int64: String] {
        guard let codes = node.member("codes") else { return [:] }
        guard result.integer != nil else { throw codes.failure("codes need a function that returns an integer") }
        var reasons: [Int64: String] = [:]
        let members = try codes.object()
        guard members.count <= 256 else { throw codes.failure("has more than 256 members") }
        for key in members.keys {
            guard let code = Int64(key), String(code) == key else {
                throw codes.failure("the keys must be integers such as \"-5\"")
            }
            reasons[code] = CallText.sanitised(try codes.required(key).text(limit: 256).utf8)
        }
        return reasons
    }
}
