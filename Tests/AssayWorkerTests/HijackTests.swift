import Foundation
import TestSupport
import Testing

@Suite("Code of somebody else's on its way into a worker (B9)", .offPool)
struct HijackTests {
    @Test("Each way is refused and nothing of it runs", arguments: Hijack.all)
    func refused(hijack: Hijack) async throws {
        guard !hijack.needsRoot || geteuid() == 0 else { return }
        #expect(try await hijack.isRefused(Hijack.Stage()))
    }

    @Test("There are more than twelve, each of its own kind, for every user")
    func enough() {
        #expect(Hijack.all.count { !$0.needsRoot } >= 12)
        #expect(Set(Hijack.all.map(\.name)).count == Hijack.all.count)
    }

    @Test("The plugin they are tried with leaves its mark where nobody interferes")
    func control() throws {
        let stage = try Hijack.Stage()
        #expect(!stage.refuses(stage.plugin))
        #expect(stage.hasRun)
    }
}
