import AssayCore
import AssayHTTP
import Foundation
import Testing

@Suite("Hostile servers, one after the other")
struct HostileCaseTests {
    @Test("Each of 30 cases and more ends within its limits and 8 MiB with the right error, and the next works (B27)")
    func cases() async {
        #expect(HostileCase.all.count >= 30)
        #expect(Set(HostileCase.all.map(\.path)).count == HostileCase.all.count)
        let result = await #expect(processExitsWith: .success, observing: [\.standardErrorContent]) {
            let server = try await HostileServer.start()
            let client = try HTTPClient()
            var wrong: [String] = []
            // Whatever is set up once is set up by then.
            for path in ["zipped", "bomb/1"] { _ = try? await client.send(server.request(path)) }
            for hostile in HostileCase.all {
                let before = PeakMemory.restart()
                if let reason = await hostile.run(client, server) { wrong.append("\(hostile.path): \(reason)") }
                if let before, let peak = PeakMemory.peak, peak - before > 8 << 20 {
                    wrong.append("\(hostile.path): \((peak - before) >> 10) KiB")
                }
                let next = try await client.send(server.request("zipped"))
                if next.text != "hello world" { wrong.append("\(hostile.path): the next request failed") }
            }
            // What is wrong is told, and not by a crash, of which no text remains.
            FileHandle.standardError.write(Data(wrong.joined(separator: "\n").utf8))
        }
        let wrong = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(wrong.isEmpty)
    }
}

/// The most memory this process has held, as Linux counts it.
private enum PeakMemory {
    /// Counts anew from now on.
    ///
    /// - Returns: the bytes held now; nil where the system does not say, or AddressSanitizer keeps what was freed.
    static func restart() -> Int? {
        guard dlsym(nil, "__asan_init") == nil else { return nil }
        let isReset = (try? Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))) != nil
        return isReset ? field("VmRSS") : nil
    }

    static var peak: Int? { field("VmHWM") }

    private static func field(_ name: String) -> Int? {
        guard let file = FileHandle(forReadingAtPath: "/proc/self/status"), let data = try? file.readToEnd() else {
            return nil
        }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("\(name):") }
        return line?.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }.map { $0 << 10 }
    }
}
