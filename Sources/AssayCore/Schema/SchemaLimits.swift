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
        ///
        /// A small value has fewer: 600,000, and 50,000 for it and each value inside it, and 16 for each byte of texts and keys.
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

        /// The most steps for a value: a small one that takes many is not worth waiting for.
        func steps(for instance: Value) -> Int {
            var (steps, values) = (600_000, [instance])
            while steps < maxSteps, let value = values.popLast() {
                steps += 50_000
                // More values than these reach the limit.
                let most = (maxSteps - steps) / 50_000 + 1
                switch value {
                case .string(let text): steps += 16 * text.utf8.count
                case .array(let items): values += items.prefix(most)
                case .object(let members):
                    for (key, value) in members.prefix(most) {
                        steps += 16 * key.utf8.count
                        values.append(value)
                    }
                default: break
                }
            }
            return min(steps, maxSteps)
        }
    }
}
