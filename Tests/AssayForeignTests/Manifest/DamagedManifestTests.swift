import AssayCore
import AssayPlugins
import AssayStatistics
import Foundation
import Testing

@Suite("Damaged manifests")
struct DamagedManifestTests {
    private static let odd: [Value] = [
        nil, true, 0, -1, 3, 0.5, 1e300, .integer(.max), .integer(.min), Value(UInt64.max), "", "x", "i32", "bytes",
        "out",
        "callback", "array", "n", "\u{0}", [], [1], [:], ["name": "x", "type": "i8"],
    ]

    /// The value with one place in it replaced, left out or swapped for an odd one.
    private static func damaged(_ value: Value, _ random: inout SplitMix64) -> Value {
        let isHere = random.next() % 4 == 0
        switch value {
        case .object(var members) where !members.isEmpty && !isHere:
            let key = Array(members.keys)[Int(random.next() % UInt64(members.count))]
            let member = members[key]
            let isRemoved = random.next() % 8 == 0
            members[key] = isRemoved ? nil : member.map { damaged($0, &random) }
            return .object(members)
        case .array(var elements) where !elements.isEmpty && !isHere:
            let index = Int(random.next() % UInt64(elements.count))
            elements[index] = damaged(elements[index], &random)
            return .array(elements)
        default:
            return odd[Int(random.next() % UInt64(odd.count))]
        }
    }

    @Test("Damage is refused with its place or does no harm", arguments: ["libm", "libc", "zlib", "sqlite"])
    func damage(name: String) throws {
        let path = URL(filePath: Manifests.root).appending(path: "Examples/Foreign/\(name).tool.json").path()
        let sound = try Value(json: String(contentsOfFile: path, encoding: .utf8))
        var random = SplitMix64(seed: 17)
        var refused = 0
        for round in 0..<1500 {
            var value = sound
            for _ in 0...(round % 3) { value = Self.damaged(value, &random) }
            do throws(AssayError) {
                let manifest = try ForeignManifest(value, file: "m.json")
                // What is accepted has schemas that an engine can use.
                for function in manifest.functions {
                    _ = try Schema(function.inputSchema)
                    _ = try Schema(function.outputSchema)
                }
            } catch {
                #expect(error.code == .invalidManifest)
                #expect(error.message.hasPrefix("m.json: "))
                refused += 1
            }
        }
        #expect(refused > 500)
    }
}
