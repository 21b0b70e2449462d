internal import AssayCore

/// Whether a function failed, by the rules of its manifest.
struct FailureCheck {
    let function: ForeignFunction
    /// What it returned.
    let result: UnsafeRawPointer

    func check(errno code: Int32) throws(AssayError) {
        let failures = function.failures
        let reason = failures.usesErrno && code != 0 ? PluginFile.reason(code) : nil
        if failures.isNull, returnedNull { throw failed("returned null", reason) }
        if let scalar = function.result.integer, let value = try? scalar.readResult(result) {
            let number = value.int64
            let isFailure =
                (failures.isNonzero && number != 0) || (failures.isNegative && number.map { $0 < 0 } == true)
            if isFailure {
                let told = number.flatMap { failures.reasons[$0] }
                throw failed("returned \(value.canonicalJSON)", told ?? reason)
            }
        }
        if let reason, !failures.hasCondition { throw failed("failed", reason) }
    }

    private var returnedNull: Bool {
        guard case .block = function.result.kind else { return false }
        return result.load(as: UInt.self) == 0
    }

    private func failed(_ what: String, _ reason: String?) -> AssayError {
        AssayError(.toolFailed, "\(function.symbol) \(what)" + (reason.map { ": \($0)" } ?? ""))
    }
}
