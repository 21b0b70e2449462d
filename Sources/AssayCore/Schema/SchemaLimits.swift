extension Schema {
    /// How much a schema and a validation may take.
    public struct Limits: Sendable, Hashable {
        /// The most violations reported.
        public var maxViolations: Int
        /// The most schemas inside each other during a validation; more is reported as a violation.
        public var maxDepth: Int
        /// The most steps of a validation, about one for each keyword applied; more is reported as a violation.
        public var maxSteps: Int
        /// The most subschemas a schema may have.
        public var maxSubschemas: Int

        /// Creates limits; a depth above 512 counts as that, for the sake of the stack.
        public init(
            maxViolations: Int = 100,
            maxDepth: Int = 512,
            maxSteps: Int = 20_000_000,
            maxSubschemas: Int = 50_000
        ) {
            self.maxViolations = maxViolations
            self.maxDepth = min(maxDepth, 512)
            self.maxSteps = maxSteps
            self.maxSubschemas = maxSubschemas
        }
    }
}
