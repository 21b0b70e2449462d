/// A place in a text, as editors count it.
public struct YAMLPosition: Sendable, Hashable {
    /// The line, from 1.
    public let line: Int
    /// The column, from 1, in Unicode scalars.
    public let column: Int

    /// Creates a position.
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }
}

extension YAMLPosition: CustomStringConvertible {
    /// The line and the column, as `line:column`.
    public var description: String { "\(line):\(column)" }
}
