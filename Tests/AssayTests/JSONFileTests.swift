import Assay
import Foundation
import Testing

@Suite("Documents in files")
struct JSONFileTests {
    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }

    @Test("What is written in pieces is read as one document, and nothing else is left in the folder")
    func roundTrip() throws {
        let folder = try Folder()
        try JSONFile.write(folder.file("a.json")) { write in
            write("[")
            for number in 0..<200_000 { write("\(number),") }
            write("null]")
        }
        let value = try JSONFile.read(folder.file("a.json"))
        #expect(value.array?.count == 200_001)
        #expect(value[199_999] == 199_999)
        #expect(folder.names == ["a.json"])
    }

    @Test("A write that fails leaves the file that was there, and no other")
    func failedWrite() throws {
        let folder = try Folder()
        let path = try folder.write("a.json", "old")
        // The folder of the neighbour goes away while the contents are produced.
        try FileManager.default.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: false)
        try folder.write("sub/b.json", "old")
        let error = try #require(throws: AssayError.self) {
            try JSONFile.write(folder.file("sub/b.json")) { write in
                write("new")
                rename(folder.file("sub"), folder.file("moved"))
            }
        }
        #expect(error.code == .fileError)
        #expect(error.message.hasPrefix("\(folder.file("sub/b.json")) cannot be written: "))
        #expect(try folder.text("moved/b.json") == "old")
        #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    }

    @Test("A reader sees the old contents until the new ones are whole")
    func atomicity() throws {
        let folder = try Folder()
        let path = try folder.write("a.json", "old")
        var seen: [String] = []
        try JSONFile.write(path) { write in
            for _ in 0..<3 {
                write(String(repeating: "n", count: 1 << 21))
                seen.append((try? String(contentsOfFile: path, encoding: .utf8)) ?? "")
            }
        }
        #expect(seen == ["old", "old", "old"])
        #expect(try folder.text("a.json").utf8.count == 3 << 21)
        #expect(folder.names == ["a.json"])
    }

    @Test("Permissions and links stay as they are")
    func permissions() throws {
        let folder = try Folder()
        let path = try folder.write("a.json", "old", mode: 0o640)
        try FileManager.default.createSymbolicLink(atPath: folder.file("link"), withDestinationPath: "a.json")
        try JSONFile.write(folder.file("link")) { $0("new") }
        #expect(try mode(path) == 0o640)
        #expect(try folder.text("a.json") == "new")
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link")) == "a.json")
    }

    @Test("A device is written as it stands, and is still a device afterwards")
    func device() throws {
        let folder = try Folder()
        try FileManager.default.createSymbolicLink(atPath: folder.file("full"), withDestinationPath: "/dev/full")
        let error = try #require(throws: AssayError.self) { try JSONFile.write(folder.file("full")) { $0("new") } }
        #expect(error.message.contains("no space left"))
        let type = try FileManager.default.attributesOfItem(atPath: "/dev/full")[.type] as? FileAttributeType
        #expect(type == .typeCharacterSpecial)
        #expect(folder.names == ["full"])
    }

    @Test(
        "Whether a file can be written is told beforehand, and asking changes nothing",
        arguments: [
            ("new.json", nil), ("old.json", nil), ("none/a.json", "there is no such file or directory"),
            ("", "directory"),
            ("sub", "it is a directory"), ("sub/", "it is a directory"), ("old.json/a", "is not a directory"),
        ] as [(String, String?)]
    )
    func checkWritable(name: String, problem: String?) throws {
        let folder = try Folder()
        try folder.write("old.json", "old")
        try FileManager.default.createDirectory(atPath: folder.file("sub"), withIntermediateDirectories: false)
        let path = name.isEmpty ? "" : folder.file(name)
        var message: String?
        do throws(AssayError) {
            try JSONFile.checkWritable(path)
        } catch {
            #expect(error.code == .fileError)
            message = error.message
        }
        #expect((message == nil) == (problem == nil))
        if let problem { #expect(message?.contains(problem) == true) }
        #expect(folder.names == ["old.json", "sub"])
        #expect(try folder.text("old.json") == "old")
    }

    @Test("A file that cannot be read, or holds something else, is an error that names it")
    func badFiles() throws {
        let folder = try Folder()
        func error(_ name: String, _ limits: JSONLimits = JSONLimits()) throws -> AssayError {
            try #require(throws: AssayError.self) { try JSONFile.read(folder.file(name), limits: limits) }
        }
        try folder.write("cut.json", "{\"a\":")
        try folder.write("long.json", "[1,2,3,4,5,6,7,8,9]")
        #expect(try error("none.json").code == .fileError)
        #expect(try error("").message.contains("it is a directory"))
        #expect(try error("cut.json").code == .invalidJSON)
        #expect(try error("cut.json").message.hasPrefix(folder.file("cut.json")))
        #expect(try error("long.json", JSONLimits(maxBytes: 5)).code == .invalidJSON)
        #expect(try JSONFile.read(folder.file("long.json"), limits: JSONLimits(maxBytes: 19)).array?.count == 9)
    }
}
