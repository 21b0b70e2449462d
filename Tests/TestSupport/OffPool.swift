public import Testing

/// Runs tests that block on threads of their own, so that they hold up none of the pool that all tests share.
public struct OffPool: SuiteTrait, TestTrait, TestScoping {
    /// True: it is for the tests of a suite.
    public let isRecursive = true

    /// Runs a test apart from the pool.
    public func provideScope(
        for test: Test,
        testCase: Test.Case?,
        performing function: @Sendable () async throws -> Void
    ) async throws {
        try await withTaskExecutorPreference(ThreadPerJob.shared) { try await function() }
    }
}

extension Trait where Self == OffPool {
    /// Runs tests that block on threads of their own.
    public static var offPool: OffPool { OffPool() }
}
