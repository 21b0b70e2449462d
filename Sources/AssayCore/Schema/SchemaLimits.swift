extension Schema {
    /// How much a schema and a validation may take.
    public struct Limits: Sendable, Hashable {
        /// The most violations reported.
        public var maxViolations: Int
        /// The most schemas inside each other during a validation; more is reported as a violation.
        ///
        /// An optimised build takes up to 1.5 KiB of stack for each, so the default fits a thread of 512 KiB.
        public let maxDepth: Int
        /// The most steps of a validation, about one for each keyword applied; more is reported as a violation.
        public var maxSteps: Int
        /// The most subschemas a schema may have.
        public var maxSubschemas: Int

        /// Creates limits; a depth above 512 counts as that.
        public init(
            maxViolations: Int = 100,
            maxDepth: Int = 256,
            maxSteps: Int = 10_000_000,
            maxSubschemas: Int = 50_000
        ) {
            self.maxViolations = maxViolations
            self.maxDepth = min(maxDepth, 512)
            self.maxSteps = maxSteps
            self.maxSubschemas = maxSubschemas
        }
    }
}
