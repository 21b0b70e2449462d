import Foundation

/// Where the package lies, and what was built of it.
enum Package {
    static let root = URL(filePath: #filePath).appending(path: "../../../..").standardized.path()

    static func path(_ relative: String) -> String { URL(filePath: root).appending(path: relative).path() }

    static func json(_ relative: String) throws -> String {
        try String(contentsOfFile: path(relative), encoding: .utf8)
    }
}
