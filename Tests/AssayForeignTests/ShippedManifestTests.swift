import AssayCore
import AssayPlugins
import AssayTesting
import Testing

@Suite("The manifests that come with the package")
struct ShippedManifestTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let manifest: String
        let tool: String
        let request: Value
        let answer: Value

        var testDescription: String { "\(tool) \(request.canonicalJSON)" }
    }

    static func row(_ manifest: String, _ tool: String, _ request: Value, _ answer: Value) -> Case {
        Case(manifest: manifest, tool: tool, request: request, answer: answer)
    }

    static let cases = [
        row("libm", "pow", ["x": 2, "y": 10], ["value": 1024.0]),
        row("libm", "pow", ["x": 2.25, "y": 0.5], ["value": 1.5]),
        row("libm", "hypot", ["x": 3, "y": -4], ["length": 5.0]),
        row("libm", "hypot", ["x": 3e300, "y": 4e300], ["length": 5e300]),
        row("libm", "lgamma", ["x": 1], ["value": 0.0, "sign": 1]),
        row("libm", "lgamma", ["x": -0.5], ["value": 1.2655121234846454, "sign": -1]),
        row("libm", "frexp", ["x": 10], ["fraction": 0.625, "exponent": 4]),
        row("libm", "modf", ["x": -3.25], ["fraction": -0.25, "whole": -3.0]),
        row("libm", "remquo", ["x": 29, "y": 3], ["remainder": -1.0, "quotient": 2]),
        row("libc", "div", ["numerator": -17, "denominator": 5], ["result": ["quotient": -3, "remainder": -2]]),
        row("libc", "qsort", ["values": [3, -1, 2.5, 2, -7e9]], ["values": [-7e9, -1, 2, 2.5, 3]]),
        row("libc", "qsort", ["values": []], ["values": []]),
        row("libc", "format-number", ["number": 3.14159], ["text": "3.14", "length": 4]),
        row("libc", "format-number", ["number": 0.5, "places": 0], ["text": "0", "length": 1]),
        row("libc", "format-number", ["number": 123456, "size": 4], ["text": "123", "length": 9]),
        row("libc", "strtol", ["text": "  42 apples"], ["value": 42, "rest": " apples"]),
        row("libc", "strtol", ["text": "-0x7fz", "base": 16], ["value": -127, "rest": "z"]),
        row(
            "libc",
            "strtol",
            ["text": "9223372036854775807"],
            ["value": .integer(.max), "rest": ""]
        ),
        row("zlib", "crc32", ["data": "MTIzNDU2Nzg5"], ["checksum": 0xCBF4_3926]),
        row("zlib", "crc32", ["data": ""], ["checksum": 0]),
        row("zlib", "crc32", ["data": "NTY3ODk=", "start": 0x9BE3_E0A3], ["checksum": 0xCBF4_3926]),
        row("zlib", "compress", ["data": "", "capacity": 64], ["compressed": "eJwDAAAAAAE="]),
        row("zlib", "uncompress", ["compressed": "eJwDAAAAAAE="], ["data": ""]),
        row("sqlite", "sqlite-complete", ["sql": "SELECT 1;"], ["complete": 1]),
        row("sqlite", "sqlite-complete", ["sql": "SELECT ';"], ["complete": 0]),
    ]

    @Test("Known questions have their known answers", arguments: cases)
    func knownAnswer(_ known: Case) async throws {
        #expect(try await Manifests.tool(known.tool, of: known.manifest).answer(known.request) == known.answer)
    }

    @Test("Calling twice gives the same answer, and it meets the schema", arguments: cases)
    func conforms(_ known: Case) async throws {
        let tool = try Manifests.tool(known.tool, of: known.manifest)
        #expect(await ToolConformance.check(tool, request: known.request) == [])
    }

    @Test("What zlib compresses it also restores")
    func zlibRoundTrip() async throws {
        let data = Value.string(String(repeating: "QUJD", count: 20_000))
        let small = try await Manifests.tool("compress", of: "zlib").answer(["data": data, "level": 9])
        let text = try #require(small["compressed"]?.string)
        #expect(text.utf8.count < 400)
        let restored = try await Manifests.tool("uncompress", of: "zlib").answer(["compressed": .string(text)])
        #expect(restored == ["data": data])
    }

    @Test("The version of SQLite is three numbers")
    func sqliteVersion() async throws {
        let version = try await Manifests.tool("sqlite-version", of: "sqlite").answer()["version"]?.string
        #expect(try #require(version).split(separator: ".").count(where: { Int($0) != nil }) == 3)
    }

    static let failures: [(String, String, Value, AssayError)] = [
        ("libm", "pow", ["x": -1, "y": 0.5], AssayError(.badOutput, "pow: value is NaN, which JSON does not have")),
        (
            "libm", "pow", ["x": 10, "y": 999],
            AssayError(.badOutput, "pow: value is infinity, which JSON does not have")
        ),
        ("libm", "pow", ["x": 1], AssayError(.invalidRequest, "pow: y is missing")),
        ("libm", "pow", ["x": 1, "y": "2"], AssayError(.invalidRequest, "pow: y must be a number")),
        (
            "libc", "strtol", ["text": "99999999999999999999"],
            AssayError(.toolFailed, "strtol: strtol failed: Numerical result out of range")
        ),
        (
            "libc", "strtol", ["text": "1", "base": 1],
            AssayError(.toolFailed, "strtol: strtol failed: Invalid argument")
        ),
        (
            "libc", "strtol", ["text": "1\u{0}2"],
            AssayError(
                .invalidRequest,
                "strtol: text must not hold a zero byte, which would end it for the library"
            )
        ),
        (
            "libc", "div", ["numerator": 1, "denominator": 0],
            AssayError(.invalidRequest, "div: denominator must be at least 1")
        ),
        (
            "libc", "qsort", ["values": [1, "2"]],
            AssayError(.invalidRequest, "qsort: values[1] must be a number")
        ),
        (
            "libc", "format-number", ["number": 1, "size": 67_108_865],
            AssayError(.invalidRequest, "format-number: size must be an integer from 0 to 67108864")
        ),
        (
            "zlib", "compress", ["data": "AAAA", "capacity": 3],
            AssayError(.toolFailed, "compress: compress2 returned -5: the capacity is too small")
        ),
        (
            "zlib", "compress", ["data": "AAAA", "level": 10],
            AssayError(.toolFailed, "compress: compress2 returned -2: the level is not from -1 to 9")
        ),
        (
            "zlib", "uncompress", ["compressed": "AAAA"],
            AssayError(.toolFailed, "uncompress: uncompress returned -3: the data is damaged")
        ),
        (
            "zlib", "crc32", ["data": "AAA"],
            AssayError(.invalidRequest, "crc32: data must be base64 with padding and without line breaks")
        ),
    ]

    @Test("What goes wrong is said clearly", arguments: failures.indices)
    func failure(index: Int) async throws {
        let (manifest, tool, request, error) = Self.failures[index]
        #expect(try await Manifests.tool(tool, of: manifest).failure(request) == error)
    }

    @Test("Every shipped tool says where it comes from", arguments: ["libm", "libc", "zlib", "sqlite"])
    func origin(manifest: String) throws {
        for tool in try ForeignLibrary.load(manifest: Manifests.shipped(manifest)) {
            guard let path = tool.descriptor.origin.path, let digest = tool.descriptor.origin.sha256 else {
                Issue.record("\(tool.name) has no library")
                continue
            }
            #expect(path.hasPrefix("/") && path.contains(".so"))
            #expect(digest.count == 64)
            #expect(tool.descriptor.flags.contains([.deterministic, .idempotent]))
            #expect(!tool.descriptor.flags.contains(.sideEffects))
        }
    }
}
