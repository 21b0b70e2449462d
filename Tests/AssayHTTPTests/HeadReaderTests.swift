import AssayCore
@testable import AssayHTTP
import Testing

@Suite("Heads of responses, line by line")
struct HeadReaderTests {
    private func read(_ lines: [String], maxBytes: Int = 1000) -> HeadReader.Step {
        var reader = HeadReader(maxBytes: maxBytes)
        var step = HeadReader.Step.more
        for line in lines where step == .more { step = Array(line.utf8).withUnsafeBytes { reader.read($0) } }
        return step
    }

    @Test("Fields keep their order, lose their blanks, and may come twice")
    func fields() {
        let step = read(["HTTP/2 200 \r\n", "B: 1\r\n", "a:\t 2 \r\n", "b:3\n", "nonsense\r\n", "\r\n"])
        #expect(step == .complete(ResponseHead(status: 200, headers: ["b": "1", "a": "2", "b": "3"])))
    }

    @Test("Interim responses are left out")
    func interim() {
        let step = read(["HTTP/1.1 100 Continue\r\n", "a: 1\r\n", "\r\n", "HTTP/1.1 204 No Content\r\n", "\r\n"])
        #expect(step == .complete(ResponseHead(status: 204)))
    }

    @Test("A status is a number from 100 to 999", arguments: ["", "abc", "99", "1000", "-200", "2e2"])
    func status(text: String) { #expect(read(["HTTP/1.1 \(text) OK\r\n"]) == .malformed) }

    @Test("Lengths that contradict each other are refused, the same length twice is not")
    func lengths() {
        #expect(read(["HTTP/1.1 200 OK\r\n", "content-length: 1\r\n", "Content-Length: 2\r\n", "\r\n"]) == .malformed)
        let same = read(["HTTP/1.1 200 OK\r\n", "content-length: 1\r\n", "Content-Length: 1\r\n", "\r\n"])
        guard case .complete = same else { return #expect(Bool(false), "\(same)") }
    }

    @Test("The bytes of all lines count, those of interim responses too")
    func limit() {
        let lines = ["HTTP/1.1 103 Early\r\n", "\r\n"]
        #expect(read(Array(repeating: lines, count: 10).flatMap { $0 }, maxBytes: 220) == .more)
        #expect(read(Array(repeating: lines, count: 10).flatMap { $0 }, maxBytes: 219) == .tooLarge)
    }
}
