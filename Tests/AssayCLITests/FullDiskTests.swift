import AssayCore
import Foundation
import TestSupport
import Testing

@Suite("Files on a full disk")
struct FullDiskTests {
    /// A command that writes `results/file`, and which of its operations there breaks, in which way.
    struct Trial: CustomTestStringConvertible {
        let command: String
        let kind: FaultShim.Kind
        let place: Int

        var testDescription: String { "\(command.prefix(24))… \(kind) at \(place)" }

        /// A command that finds out first whether it may write makes one more operation there.
        static func trials(_ command: String, first: Int) -> [Trial] {
            [first, first + 1].map { Trial(command: command, kind: .full, place: $0) }
                + [first, first + 1, first + 2].map { Trial(command: command, kind: .io, place: $0) }
        }
    }

    private static let run = "assay run kmeans --request @Examples/Requests/kmeans.json"

    @Test(
        "Whichever write, sync or renaming fails, it is said, the old file is as it was, and no other is left (B19, D8)",
        arguments: Trial.trials("\(run) --out results/file", first: 2)
            + Trial.trials("assay runs export run-1 --store runs.db --out results/file", first: 1)
            + Trial.trials("assay foreign draft libm.so.6 pow -o results/file", first: 2)
    )
    func broken(trial: Trial) async throws {
        let place = try Workplace()
        try place.folder.folder("results")
        try place.folder.write("results/file", "old")
        var command = trial.command
        if command.contains("run-1") {
            let bundle = try await place.shell("\(Self.run) --store runs.db --json").json
            command = command.replacing("run-1", with: bundle["execution"]?["run_id"]?.string ?? "")
        }
        let result = try await place.shell(
            FaultShim.command(command, place.folder.file("results"), kind: trial.kind, at: trial.place)
        )
        #expect(result.code != 0)
        let cause = trial.kind == .full ? "no space left" : "input/output error"
        #expect(result.errors.contains("results/file cannot be written: \(cause)"), "\(result.errors)")
        #expect(try place.folder.text("results/file") == "old")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.file("results")) == ["file"])
    }

    @Test("A run that could not be recorded shows its answer, says so even when quiet, and is no success (B19, D5)")
    func unrecorded() async throws {
        let place = try Workplace()
        let command = "\(Self.run) --store kept/runs.db --json --quiet"
        #expect(try await place.shell("mkdir kept; \(command)").code == 0)
        // Late enough for the store to be open.
        let result = try await place.shell(
            FaultShim.command(command, place.folder.file("kept"), kind: .full, at: 20)
        )
        #expect(result.code == 2)
        #expect(result.errors.contains("assay: the run is not recorded: "), "\(result.errors)")
        #expect(try result.json["outcome"] == "complete")
    }

    @Test(
        "A limit on the size of files does not end the program: it says so, and the old file is as it was (B19)",
        .disabled(if: Sanitizer.current == .thread, "its runtime writes a file before the program starts")
    )
    func limit() async throws {
        let place = try Workplace()
        try place.folder.write("b.json", "old")
        let names = place.folder.names
        let result = try await place.shell("ulimit -f 0; exec assay foreign draft libm.so.6 pow -o b.json")
        #expect(result.signal == nil && result.code != 0)
        #expect(result.errors.contains("b.json cannot be written: file too large"), "\(result.errors)")
        #expect(try place.folder.text("b.json") == "old")
        #expect(place.folder.names == names)
    }
}
