import AssayStatistics
import Foundation
import Testing

/// The files in the Data folder.
enum TestData {
    static func text(_ path: String) throws -> String {
        let root = try #require(Bundle.module.resourceURL)
        return try String(contentsOf: root.appendingPathComponent("Data/\(path)"), encoding: .utf8)
    }

    /// The rows of a CSV file without quotes, header dropped.
    static func rows(_ path: String) throws -> [[String]] {
        try text(path).split(whereSeparator: \.isNewline).dropFirst().map {
            $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
    }

    /// The values of one JSON document per line.
    static func lines(_ path: String) throws -> [[String: Any]] {
        try text(path).split(separator: "\n").map { line in
            try #require(JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        }
    }

    static func json(_ path: String) throws -> [String: Any] {
        try #require(JSONSerialization.jsonObject(with: Data(text(path).utf8)) as? [String: Any])
    }
}

/// A place in a tree of JSON objects.
struct Reference {
    private let node: Any

    init(_ file: String = "reference.json") throws { node = try TestData.json(file) }

    private init(node: Any) { self.node = node }

    func at(_ path: String...) throws -> Reference {
        var current = node
        for key in path {
            let object = try #require(current as? [String: Any], "no object above \(key)")
            current = try #require(object[key], "no value at \(key)")
        }
        return Reference(node: current)
    }

    func array<T>(of type: T.Type = T.self) throws -> [T] { try #require(node as? [T]) }

    func number() throws -> Double { try #require((node as? NSNumber)?.doubleValue) }

    func optionalNumber(_ key: String) throws -> Double? {
        let object = try #require(node as? [String: Any])
        return (object[key] as? NSNumber)?.doubleValue
    }

    func integer() throws -> Int { try #require((node as? NSNumber)?.intValue) }

    func string() throws -> String { try #require(node as? String) }
}

/// Numbers classes in the order first seen; a nil or empty answer is no vote.
struct Labeler {
    private var known: [String: Int] = [:]

    mutating func label(_ answer: String?) -> Int? {
        guard let answer, !answer.isEmpty else { return nil }
        if let label = known[answer] { return label }
        known[answer] = known.count
        return known.count - 1
    }
}

func isClose(_ a: Double?, _ b: Double, relative: Double = 1e-13, absolute: Double = 0) -> Bool {
    guard let a else { return false }
    return a == b || abs(a - b) <= max(relative * abs(b), absolute)
}
