import AssayCore

/// The failure some work ends with; `nil` when it does not fail, or with something else.
func thrown(_ work: () async throws -> Void) async -> AssayError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? AssayError
    }
}
