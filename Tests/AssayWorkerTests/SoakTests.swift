import Assay
import Foundation
import TestSupport
import Testing

@Suite("What many recorded runs in workers leave", .offPool)
struct SoakTests {
    @Test("No thread, descriptor or piece of log more than runs need at once, crashes included (B37)")
    func flat() throws {
        let folder = try Folder()
        let good = try Sample(fields: ".flags = ASSAY_TOOL_CONCURRENT").build(in: folder)
        let source = Package.path("Tests/AssayWorkerTests/Broken/22-wild.c")
        let broken = try Compiler.library(source, to: folder.file("libwild.so"))
        let lines = try Driver.lines(["soak", "200runs", good, broken, folder.file("soak.db")])
        let last = try #require(lines.last)
        #expect(last["runs"] == 200)
        #expect(last["unexpected"] == 0)
        func most(_ key: String) -> Int64 { lines.compactMap { $0[key]?.int64 }.max() ?? .max }
        // A run has 20 calls at once, and the process some threads of its own.
        #expect(most("threads") <= 20 + 12)
        // 16 workers of either plugin at most, four descriptors each.
        #expect(most("descriptors") <= 2 * 16 * 5 + 20)
        #expect(most("wal_bytes") < 8 << 20)
        #expect(last["heap"]?.int64 ?? .max < 8 << 20)
    }
}
