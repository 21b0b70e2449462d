// Feeds bytes made up by libFuzzer to everything that reads what comes from outside. ASSAY_FUZZ names the reader.
import Assay
import AssayCore
import Foundation

@testable import AssayHTTP
@testable import AssayModels
@testable import AssayPlugins

// Tests read the kept inputs with the same readers, without the driver.
#if FUZZING
    @_silgen_name("LLVMFuzzerRunDriver")
    func runDriver(
        _ argc: UnsafeMutablePointer<Int32>,
        _ argv: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?>,
        _ test: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32

    /// SwiftPM renames `main`, so the driver is started from the name it looks for.
    @_cdecl("Fuzz_main")
    public func start(_ argc: Int32, _ argv: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?) -> Int32 {
        var argc = argc
        var argv = argv
        return runDriver(&argc, &argv) { bytes, count in
            Target.chosen.run(Array(UnsafeBufferPointer(start: bytes, count: count)))
            return 0
        }
    }
#endif

enum Target: String, CaseIterable {
    case json, yaml, schema, manifest, elf, bundle, rules, csv, frame, events, lines, stream

    static let chosen: Target = {
        guard let target = Target(rawValue: ProcessInfo.processInfo.environment["ASSAY_FUZZ"] ?? "") else {
            print("ASSAY_FUZZ must be one of \(allCases.map(\.rawValue).joined(separator: ", "))")
            exit(64)
        }
        return target
    }()

    /// Whatever comes, an answer or an error is fine; what is checked is that nothing traps, leaks or hangs, and that what was
    /// read is what is written.
    func run(_ bytes: [UInt8]) {
        switch self {
        case .json:
            guard let value = try? Value(jsonBytes: bytes) else { return }
            precondition((try? Value(json: value.canonicalJSON)) == value, "written text reads back as another value")
        case .yaml: _ = try? YAMLDocument(bytes: bytes, file: "fuzz").value
        case .schema: checkSchema(bytes)
        case .manifest:
            guard let value = try? YAMLDocument(bytes: bytes, file: "fuzz").value else { return }
            _ = try? ForeignManifest(value, file: "fuzz")
        case .elf: _ = try? PluginImage(bytes: bytes, file: "fuzz")
        case .bundle:
            guard let value = try? Value(jsonBytes: bytes) else { return }
            _ = try? EvidenceBundle(decoding: value)
        case .rules: _ = try? PlannerRules(String(decoding: bytes, as: UTF8.self), file: "fuzz")
        case .csv: analyze(bytes)
        case .frame: checkFrames(bytes)
        case .events: checkEvents(bytes)
        case .lines: checkLines(bytes)
        case .stream: checkAnswer(bytes)
        }
    }

    /// The bytes hold a schema and an instance for it.
    private func checkSchema(_ bytes: [UInt8]) {
        guard case .array(let parts) = try? Value(jsonBytes: bytes), let first = parts.first else { return }
        guard let schema = try? Schema(first) else { return }
        for instance in parts.dropFirst() { _ = schema.validate(instance) }
    }

    /// The bytes are a file for `assay analyze`: a table or JSON Lines.
    private func analyze(_ bytes: [UInt8]) {
        guard Self.file >= 0, ftruncate(Self.file, 0) == 0, pwrite(Self.file, bytes, bytes.count, 0) == bytes.count
        else {
            return
        }
        guard let answers = try? AnswerFile.read("/proc/self/fd/\(Self.file)") else { return }
        var options = AnalysisOptions()
        options.rules = Self.stops
        _ = try? AnswerAnalysis(answers, options: options)
    }

    private static let file = tmpfile().map { fileno($0) } ?? -1
    private static let stops = ["stability(0.02)", "window(5)"].compactMap { try? AnalysisOptions.WrittenRule($0) }

    /// The bytes are what a worker process might send; how they are cut into pieces must not matter.
    private func checkFrames(_ bytes: [UInt8]) {
        let whole = Self.frames(in: [bytes[...]])
        let pieces = bytes.indices.map { bytes[$0...$0] }
        precondition(whole.elementsEqual(Self.frames(in: pieces)) { $0.bytes == $1.bytes }, "frames depend on pieces")
        for frame in whole {
            var tool = PayloadReader(frame.payload)
            _ = try? DescribedTool(reading: &tool)
            var signal = PayloadReader(frame.payload)
            _ = try? ToolSignal(reading: &signal)
            var health = PayloadReader(frame.payload)
            _ = try? WorkerHealth(reading: &health)
            var setup = PayloadReader(frame.payload)
            _ = try? WorkerSetup(reading: &setup)
            var failure = PayloadReader(frame.payload)
            _ = try? AssayError(reading: &failure)
        }
    }

    private static func frames(in pieces: [ArraySlice<UInt8>]) -> [Frame] {
        var decoder = FrameDecoder(limit: 1 << 20)
        var frames: [Frame] = []
        for piece in pieces {
            decoder.append(piece)
            while let frame = try? decoder.next() { frames.append(frame) }
        }
        return frames
    }

    private func checkEvents(_ bytes: [UInt8]) {
        checkPieces(bytes) {
            ServerSentEventParser()
        } feed: {
            try $0.feed($1, into: &$2)
        } end: {
            try $0.finish(flushesLastEvent: true)
        }
    }

    private func checkLines(_ bytes: [UInt8]) {
        checkPieces(bytes) {
            NDJSONParser()
        } feed: {
            try $0.feed($1, into: &$2)
        } end: {
            try $0.finish()
        }
    }

    /// What a parser reads must not depend on how the bytes are cut into pieces; nor whether it refuses them, and after what.
    private func checkPieces<Parser, Item: Equatable>(
        _ bytes: [UInt8],
        _ make: () throws -> Parser,
        feed: (inout Parser, [UInt8], inout [Item]) throws -> Void,
        end: (inout Parser) throws -> [Item]
    ) {
        func read(_ pieces: [[UInt8]]) -> (items: [Item], isWhole: Bool) {
            var items: [Item] = []
            do {
                var parser = try make()
                for piece in pieces { try feed(&parser, piece, &items) }
                return (items + (try end(&parser)), true)
            } catch {
                return (items, false)
            }
        }
        let whole = read([bytes])
        precondition(whole == read(bytes.map { [$0] }), "what is read depends on pieces")
        precondition(whole == read([Array(bytes.prefix(bytes.count / 2)), Array(bytes.dropFirst(bytes.count / 2))]))
    }

    /// The bytes are a streamed answer of the provider that the first of them names.
    private func checkAnswer(_ bytes: [UInt8]) {
        guard let first = bytes.first else { return }
        let kinds = [ProviderKind.openAI, .anthropic, .gemini, .ollama]
        checkPieces(Array(bytes.dropFirst())) {
            try StreamedTurn(kinds[Int(first) % kinds.count])
        } feed: {
            try $0.feed($1, into: &$2)
        } end: {
            try $0.end()
        }
    }
}

/// One answer while it comes over the wire.
private struct StreamedTurn {
    private var reader: WireEventReader
    private var machine: AnswerMachine

    init(_ kind: ProviderKind) throws {
        let format = try WireFormats.known(kind)
        let request = ModelRequest(model: "m", messages: [.user("hello")])
        let decoder = format.makeDecoder(for: request, WireSupport())
        let finishing = try AnswerFinishing(format, asked: request, sent: request, warnings: [])
        reader = WireEventReader(format.framing, provider: "fuzz")
        machine = AnswerMachine(decoder, provider: "fuzz", finishing: finishing)
    }

    mutating func feed(_ piece: [UInt8], into heard: inout [ModelEvent]) throws {
        let (events, failure) = reader.feed(piece)
        for event in events { heard += try machine.receive(event) }
        if let failure { throw failure }
    }

    mutating func end() throws -> [ModelEvent] {
        try reader.finish().flatMap { try machine.receive($0) } + machine.end()
    }
}
