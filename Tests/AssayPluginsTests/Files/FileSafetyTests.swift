import AssayCore
import AssayPlugins
import Foundation
import Testing

@Suite("Who could have changed a plugin file")
struct FileSafetyTests {
    private let folder: Folder
    private let library: String

    init() throws {
        folder = try Folder()
        library = try PluginSource().build(in: folder)
    }

    private func refusal(_ path: String) throws -> AssayError {
        let inspected = try #require(throws: AssayError.self) { try PluginDiscovery.inspect(path) }
        let loaded = try #require(throws: AssayError.self) { try PluginLoader.load(path: path) }
        #expect(inspected == loaded)
        return loaded
    }

    @Test("A file of one's own below a sticky folder of root's is accepted")
    func accepted() throws {
        #expect(try PluginDiscovery.inspect(library).path == library)
    }

    @Test("A file that group or others may write is refused", arguments: [0o722, 0o757, 0o777, 0o664])
    func writableFile(mode: Int) throws {
        try Folder.setMode(mode, library)
        let error = try refusal(library)
        #expect(error.code == .unsafePath)
        #expect(error.message == "\(library) can be written by others; remove that with: chmod go-w")
    }

    @Test("A setuid or setgid file is refused", arguments: [0o4755, 0o2755])
    func setuid(mode: Int) throws {
        try Folder.setMode(mode, library)
        #expect(try refusal(library).message.contains("setuid or setgid"))
    }

    @Test("A file in a folder that others may write is refused", arguments: [0o777, 0o775])
    func writableParent(mode: Int) throws {
        let parent = try folder.folder("open", mode: mode)
        try FileManager.default.moveItem(atPath: library, toPath: "\(parent)/libsample.so")
        let error = try refusal("\(parent)/libsample.so")
        #expect(error.code == .unsafePath)
        #expect(error.message.hasPrefix("\(parent), above a plugin, can be written by others"))
    }

    @Test("A writable folder further up is refused too")
    func writableGrandparent() throws {
        let open = try folder.folder("open", mode: 0o777)
        try FileManager.default.createDirectory(atPath: "\(open)/inner", withIntermediateDirectories: false)
        try FileManager.default.moveItem(atPath: library, toPath: "\(open)/inner/libsample.so")
        #expect(try refusal("\(open)/inner/libsample.so").message.hasPrefix("\(open), above a plugin"))
    }

    @Test("A file or folder of another user is refused", .enabled(if: geteuid() == 0))
    func otherOwner() throws {
        try Shell.run(["chown", "12345", library])
        #expect(try refusal(library).message.contains("belongs to another user"))
        try Shell.run(["chown", "0", library])
        try Shell.run(["chown", "12345", folder.path])
        #expect(try refusal(library).message.hasPrefix("\(folder.path) belongs to another user"))
    }

    @Test("A sticky folder of another user does not protect its entries", .enabled(if: geteuid() == 0))
    func stickyOfAnother() throws {
        try Folder.setMode(0o1777, folder.path)
        #expect(try PluginDiscovery.inspect(library).path == library)
        try Shell.run(["chown", "12345", folder.path])
        #expect(try refusal(library).code == .unsafePath)
    }

    @Test("A symbolic link is followed and the file behind it is judged")
    func symbolicLink() throws {
        let link = folder.file("link.so")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: library)
        #expect(try PluginDiscovery.inspect(link).path == library)
        try Folder.setMode(0o777, library)
        #expect(try refusal(link).message.hasPrefix("\(library) can be written by others"))
    }

    @Test("A folder or a pipe is not a plugin, and neither is waited for")
    func otherKinds() throws {
        #expect(try refusal(folder.path).message.contains("is not a regular file"))
        try Shell.run(["mkfifo", folder.file("pipe.so")])
        #expect(try refusal(folder.file("pipe.so")).code == .unsafePath)
    }

    @Test("A missing file, a bare name and a zero byte are refused")
    func wrongPaths() throws {
        #expect(try refusal(folder.file("none.so")).message.contains("No such file"))
        #expect(try refusal("libm.so.6").message.contains("is a bare name"))
        #expect(try refusal("\(library)\0").code == .loadFailed)
    }

    @Test("A file over 64 MiB is refused unread")
    func tooLarge() throws {
        try Shell.run(["truncate", "-s", "67108865", library])
        #expect(try refusal(library).message.contains("67108865 bytes"))
    }
}
