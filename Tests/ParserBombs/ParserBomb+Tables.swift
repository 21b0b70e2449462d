internal import Assay
internal import Foundation

extension ParserBomb {
    private static func table(_ name: String, _ refusal: String?, _ text: @escaping @Sendable () -> String)
        -> ParserBomb
    {
        ParserBomb("table: " + name, refusal: refusal) {
            let file = try NamelessFile(text())
            return { Self.refusal { _ = try AnswerFile.read(file.path) } }
        }
    }

    static let tables: [ParserBomb] = [
        table("a quote without end", "the row is over 16777216 bytes") { "item,a0\nx,\"" + repeated("a", 17 << 20) },
        table("columns without end", "1048576 fields") { "item" + repeated(",", 2_000_000) },
        table("a row of half a million fields under two columns", "line 2") { "item,a0\nx" + repeated(",", 500_000) },
        table("a column a hundred thousand times", "line 1: column 3") { "item" + repeated(",a0", 100_000) + "\nx\n" },
        table("doubled quotes without end", nil) { "item,a0\nx,\"a\"" + repeated("\"b\"", 300_000) },
        table("blank lines without end", "is empty") { repeated("\n", 1 << 20) },
        table("zero bytes", "line 2") { "item,a0\n" + repeated("\0", 1 << 20) },
        table("records without end", "at most 128 arrays") { "{\"item\":1,\"records\":" + repeated("[", 1 << 20) },
        table("an item thirty thousand times", "line 2") { repeated("{\"item\":\"a\",\"answers\":[1,2]}\n", 30_000) },
        table("a number beyond any", "line 2") { "value\n1e999\n" },
    ]
}

/// A file that goes away with the value; it has no name but the one of its descriptor.
private final class NamelessFile: Sendable {
    let path: String
    private let descriptor: Int32

    init(_ text: String) throws {
        let file = tmpfile()
        guard let file else { throw CocoaError(.fileWriteUnknown) }
        defer { fclose(file) }
        descriptor = dup(fileno(file))
        path = "/proc/self/fd/\(descriptor)"
        var text = text
        let written = text.withUTF8 { fwrite($0.baseAddress, 1, $0.count, file) }
        guard written == text.utf8.count, fflush(file) == 0 else { throw CocoaError(.fileWriteOutOfSpace) }
    }

    deinit { close(descriptor) }
}
