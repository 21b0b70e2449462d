import AssayCore
import Foundation
import Testing

@Suite("Secrets")
struct SecretTests {
    private let folder: String

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "assay-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    private func write(_ bytes: [UInt8], mode: Int = 0o600) throws -> String {
        let path = "\(folder)/key"
        try Data(bytes).write(to: URL(filePath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        return path
    }

    private func bytes(_ secret: Secret) -> [UInt8] { secret.withBytes(Array.init) }

    private func code(_ path: String) -> AssayError.Code? {
        let error = #expect(throws: AssayError.self) { try Secret(file: path) }
        #expect(error?.message.contains("canary") == false)
        return error?.code
    }

    @Test("Whatever prints a secret prints asterisks")
    func printing() {
        let secret = Secret("canary")
        struct Holder { let secret: Secret }
        var dumped = ""
        dump(Holder(secret: secret), to: &dumped)
        let texts = ["\(secret)", String(reflecting: secret), "\(Holder(secret: secret))", "\([secret])", dumped]
        for text in texts { #expect(text.contains("***") && !text.contains("canary") && !text.contains("99, 97")) }
        #expect(Mirror(reflecting: secret).children.isEmpty)
        #expect(!(secret as Any is any Encodable))
    }

    @Test("Secrets are equal where their bytes are")
    func equality() {
        #expect(Secret("a") == Secret(bytes: [97]))
        #expect(Secret("a") != Secret("b"))
        #expect(bytes(Secret("é")) == [0xC3, 0xA9])
    }

    @Test("One line end at the end of a key file is dropped, nothing else")
    func lineEnds() throws {
        for (text, expected) in [
            ("key", "key"), ("key\n", "key"), ("key\r\n", "key"), ("key\n\n", "key\n"), (" k\r", " k\r"),
        ] {
            #expect(bytes(try Secret(file: write(Array(text.utf8)))) == Array(expected.utf8))
        }
    }

    @Test("A key file has up to 4 KiB")
    func size() throws {
        #expect(bytes(try Secret(file: write([UInt8](repeating: 97, count: 4096)))).count == 4096)
        #expect(try code(write([UInt8](repeating: 97, count: 4097))) == .unsafePath)
        #expect(try code(write([])) == .fileError)
        #expect(try code(write([10])) == .fileError)
    }

    @Test("A key file that others can use is refused", arguments: [0o644, 0o640, 0o604, 0o620, 0o602, 0o610, 0o666])
    func mode(mode: Int) throws { #expect(try code(write(Array("canary".utf8), mode: mode)) == .unsafePath) }

    @Test("A key file of root or of the user with no rights for others is fine", arguments: [0o600, 0o400, 0o700])
    func goodMode(mode: Int) throws { #expect(bytes(try Secret(file: write([97], mode: mode))) == [97]) }

    @Test("What is no regular file is refused at once")
    func kinds() throws {
        let key = try write(Array("canary".utf8))
        let link = "\(folder)/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: key)
        #expect(code(link) == .unsafePath)
        let pipe = "\(folder)/pipe"
        #expect(mkfifo(pipe, 0o600) == 0)
        #expect(code(pipe) == .unsafePath)
        #expect(code(folder) == .unsafePath)
        #expect(code("/dev/null") == .unsafePath)
        #expect(code("\(folder)/missing") == .fileError)
    }

    @Test("A key file of somebody else is refused", .enabled(if: geteuid() == 0))
    func owner() throws {
        let path = try write(Array("canary".utf8))
        #expect(chown(path, 65534, 65534) == 0)
        #expect(code(path) == .unsafePath)
    }
}
