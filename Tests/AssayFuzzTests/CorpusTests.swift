import Foundation
import Testing

@Suite("Inputs the fuzzer keeps")
struct CorpusTests {
    @Test("Each is read by its reader, whole and cut short, without a trap (B26)", arguments: Target.allCases)
    func replay(target: Target) throws {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let folder = tests.appending(path: "Fuzz/Corpus/\(target.rawValue)")
        let inputs = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        try #require(!inputs.isEmpty, "there must be an input for the reader \(target.rawValue)")
        for input in inputs {
            let bytes = try Array(Data(contentsOf: input))
            target.run(bytes)
            for quarter in 0..<4 { target.run(Array(bytes.prefix(bytes.count * quarter / 4))) }
        }
    }
}
