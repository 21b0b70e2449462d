import Assay
import Foundation
import TestSupport
import Testing

@Suite("What a sandboxed plugin is granted", .offPool)
struct GrantTests {
    /// Tries every way to change what lies in the folder of the request, and answers which of them worked.
    private static let writer = Sample(
        declarations: #"""
            #include <sys/stat.h>
            #include <sys/syscall.h>
            static int wrote(const char *path, int flags) {
                int file = open(path, flags | O_CLOEXEC, 0644);
                int done = file >= 0 && write(file, "new", 3) == 3;
                if (file >= 0) close(file);
                return done;
            }
            """#,
        invoke: #"""
            char path[512], a[600], b[600], c[600], text[300];
            sscanf(strstr(call->request.bytes, "\"in\":\"") + 6, "%511[^\"]", path);
            snprintf(a, 600, "%s/kept", path);
            snprintf(b, 600, "%s/made", path);
            snprintf(c, 600, "%s/folder", path);
            int changed = wrote(a, O_WRONLY | O_TRUNC), made = wrote(b, O_WRONLY | O_CREAT), folder = !mkdir(c, 0755);
            snprintf(c, 600, "%s/folder/moved", path);
            int moved = !rename(b, c);
            snprintf(b, 600, "%s/linked", path);
            int linked = !symlink("/etc/passwd", b);
            int removed = !unlink(c);
            snprintf(b, 600, "%s/hard", path);
            linked += !link("/etc/ld.so.cache", b);
            snprintf(b, 600, "%s/special", path);
            int special = open(b, O_WRONLY | O_CREAT | O_CLOEXEC, 04755) >= 0 || creat(b, 02755) >= 0
                || syscall(SYS_open, b, O_WRONLY | O_CREAT, 04755) >= 0 || !mknod(b, S_IFREG | 04755, 0)
                || !mknod(b, S_IFIFO | 0600, 0);
            call->write_output(call, text, snprintf(text, 300,
                "{\"changed\":%d,\"made\":%d,\"folder\":%d,\"moved\":%d,\"linked\":%d,\"removed\":%d,\"special\":%d}",
                changed, made, folder, moved, linked, removed, special));
            return 0;
            """#
    )

    private func write(in folder: Folder, _ options: WorkerOptions) async throws -> Value {
        try await Self.writer.tool(options).ask(["in": .string(folder.path)])
    }

    @Test("In a directory that is granted files come, change, move and go; no links, none that runs as its owner")
    func directory() async throws {
        let folder = try Folder()
        let kept = try folder.write("kept", "as it is")
        let other = try Folder()
        let untouched = try other.write("kept", "as it is")
        var options = WorkerOptions.test
        options.writable = [folder.path]
        let done = try await write(in: folder, options)
        #expect(done == ["changed": 1, "made": 1, "folder": 1, "moved": 1, "linked": 0, "removed": 1, "special": 0])
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == "new")
        let nothing: Value = [
            "changed": 0, "made": 0, "folder": 0, "moved": 0, "linked": 0, "removed": 0, "special": 0,
        ]
        #expect(try await write(in: other, options) == nothing)
        #expect(try await write(in: folder, .test) == nothing)
        #expect(try String(contentsOfFile: untouched, encoding: .utf8) == "as it is")
    }

    @Test("A file that is granted is changed, and nothing beside it is")
    func file() async throws {
        let folder = try Folder()
        let kept = try folder.write("kept", "as it is")
        var options = WorkerOptions.test
        options.writable = [kept]
        let done = try await write(in: folder, options)
        #expect(done == ["changed": 1, "made": 0, "folder": 0, "moved": 0, "linked": 0, "removed": 0, "special": 0])
        #expect(try String(contentsOfFile: kept, encoding: .utf8) == "new")
    }

    @Test("What is to be writable and is not there is an error before anything is loaded")
    func missing() throws {
        var options = WorkerOptions.test
        options.writable = ["/nowhere/at/all"]
        let error = #expect(throws: AssayError.self) { try Self.writer.tool(options) }
        #expect(error?.code == .invalidArgument)
        #expect(error?.message.contains("/nowhere/at/all is not there") == true)
    }

    /// Tries to connect to a port of this machine, and all that is not connecting.
    private static let caller = Sample(
        declarations: """
            #include <arpa/inet.h>
            #include <sys/socket.h>
            #include <sys/un.h>
            """,
        invoke: #"""
            int port = 0;
            char text[300], heard[16] = "";
            sscanf(strstr(call->request.bytes, "\"port\":") + 7, "%d", &port);
            struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            int line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            int connected = line >= 0 && !connect(line, (struct sockaddr *)&address, sizeof address);
            if (connected) heard[read(line, heard, 15)] = 0;
            address.sin_port = 0;
            int second = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
            int bound = second >= 0 && !bind(second, (struct sockaddr *)&address, sizeof address);
            int listening = second >= 0 && !listen(second, 1);
            int local = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0), raw = socket(AF_INET, SOCK_RAW, IPPROTO_ICMP);
            int datagrams = socket(AF_INET6, SOCK_DGRAM | SOCK_CLOEXEC, 0), packets = socket(AF_PACKET, SOCK_RAW, 0);
            call->write_output(call, text, snprintf(text, 300,
                "{\"heard\":\"%s\",\"datagrams\":%d,\"bound\":%d,\"listening\":%d,\"local\":%d,\"raw\":%d,\"names\":%d}",
                heard, datagrams >= 0, bound, listening, local >= 0, raw >= 0 || packets >= 0,
                access("/etc/hosts", R_OK) || open("/etc/hosts", O_RDONLY | O_CLOEXEC) >= 0));
            if (line >= 0) close(line);
            if (second >= 0) close(second);
            if (datagrams >= 0) close(datagrams);
            return 0;
            """#
    )

    @Test("With the network granted a plugin connects to addresses; nobody connects to it, and no other sockets open")
    func network() async throws {
        let server = try Greeter("hello")
        defer { server.stop() }
        var options = WorkerOptions.test
        options.reachesNetwork = true
        let tool = try Self.caller.tool(options)
        let done = try await tool.ask(["port": .number(Double(server.port))])
        #expect(
            done == ["heard": "hello", "datagrams": 1, "bound": 0, "listening": 0, "local": 0, "raw": 0, "names": 1]
        )
        let denied = try await Self.caller.tool(.test).ask(["port": .number(Double(server.port))])
        #expect(denied["heard"] == "")
        #expect(denied["datagrams"] == 0)
    }

    @Test("What was granted is on record")
    func record() throws {
        let folder = try Folder()
        var options = WorkerOptions.test
        options.writable = [folder.path]
        #expect((try Sample().tool(options) as? any IsolatedTool)?.place.sandbox == "on, granted files")
        options.reachesNetwork = true
        #expect((try Sample().tool(options) as? any IsolatedTool)?.place.sandbox == "on, granted files and network")
        options.sandbox = .off
        #expect((try Sample().tool(options) as? any IsolatedTool)?.place.sandbox == "off")
    }
}

/// A server on loopback that greets whoever connects.
private final class Greeter: Sendable {
    let port: Int
    private let socket: Int32

    init(_ greeting: String) throws {
        let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let bound = withUnsafeMutablePointer(to: &address) { place in
            place.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                Glibc.bind(socket, place, size) == 0 && Glibc.listen(socket, 4) == 0
                    && getsockname(socket, place, &size) == 0
            }
        }
        try #require(bound)
        self.socket = socket
        port = Int(UInt16(bigEndian: address.sin_port))
        Thread.detachNewThread {
            while true {
                let line = accept(socket, nil, nil)
                guard line >= 0 else { return }
                _ = write(line, greeting, greeting.utf8.count)
                close(line)
            }
        }
    }

    func stop() {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }
}
