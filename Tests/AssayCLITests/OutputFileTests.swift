import AssayCore
import Foundation
import Testing

@Suite("Files a run writes")
struct OutputFileTests {
    @Test(
        "A file that cannot be written is found out before the tool is called, and nothing is left behind",
        arguments: [
            ("--out", "none/b.json", "there is no such file or directory"), ("--out", "folder", "it is a directory"),
            ("--out", "folder/new/", "it is a directory"), ("--out", "file/b.json", "is not a directory"),
            ("--out", "/proc/b.json", "cannot be written"), ("--out", "", "cannot be written"),
            ("--events", "none/e.jsonl", "there is no such file or directory"),
            ("--events", "folder", "it is a directory"),
        ]
    )
    func unwritable(option: String, path: String, fragment: String) async throws {
        let place = try Workplace()
        try place.folder.folder("folder")
        try place.folder.write("file", "text")
        let names = place.folder.names
        let result = try await place.assay(Workplace.probe("ok") + [option, path, "--json"])
        #expect(result.code == 2)
        #expect(result.errors.contains("assay: \(path) cannot be written: "))
        #expect(result.errors.contains(fragment), "\(result.errors)")
        #expect(try result.json["error"]?["code"] == "file_error")
        #expect(place.probeCalls == 0)
        #expect(place.folder.names == names)
        #expect(try place.folder.text("file") == "text")
    }

    @Test("A run that cannot start leaves earlier files as they were")
    func failedStart() async throws {
        let place = try Workplace()
        try place.folder.write("b.json", "bundle of yesterday")
        try place.folder.write("e.jsonl", "events of yesterday")
        let words = ["--out", "b.json", "--events", "e.jsonl"]
        #expect(try await place.assay(["run", "nosuch", "--request", "{}"] + words).code == 5)
        #expect(try await place.assay(["run", "kmeans", "--request", "{}"] + words).code == 2)
        #expect(try place.folder.text("b.json") == "bundle of yesterday")
        #expect(try place.folder.text("e.jsonl") == "events of yesterday")
    }

    @Test(
        "When the folder of --out goes away during the run, the bundle is on stdout, and the exit code says so",
        arguments: [[], ["--json"]]
    )
    func vanishedFolder(words: [String]) async throws {
        let place = try Workplace()
        try place.folder.folder("results")
        let result = try await place.assay(Workplace.probe("remove_folder") + ["--out", "results/b.json"] + words)
        #expect(result.code == 2)
        #expect(result.errors.contains("results/b.json cannot be written: there is no such file or directory"))
        #expect(result.errors.contains("the bundle is on stdout instead"))
        #expect(try result.json["outcome"] == "complete")
    }

    @Test("Events that cannot be written do not cost the result")
    func lostEvents() async throws {
        let place = try Workplace()
        try FileManager.default.createSymbolicLink(atPath: place.folder.file("full"), withDestinationPath: "/dev/full")
        let result = try await place.assay(Workplace.kmeans + ["--events", "full", "--out", "b.json", "--json"])
        #expect(result.code == 2)
        #expect(result.errors.contains("full: some events could not be written"))
        #expect(try Value(json: place.folder.text("b.json"))["outcome"] == "complete")
    }

    @Test("A file that exists keeps its permissions, a link stays a link, and a long name is no obstacle")
    func replacedFiles() async throws {
        let place = try Workplace()
        try place.folder.write("secret.json", "old", mode: 0o600)
        try FileManager.default.createSymbolicLink(
            atPath: place.folder.file("link"),
            withDestinationPath: "secret.json"
        )
        #expect(try await place.assay(Workplace.kmeans + ["--out", "link"]).code == 0)
        #expect(try place.folder.mode("secret.json") == 0o600)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: place.folder.file("link")) == "secret.json")
        #expect(try Value(json: place.folder.text("secret.json"))["outcome"] == "complete")
        let long = String(repeating: "n", count: 250)
        #expect(try await place.assay(Workplace.kmeans + ["--out", long]).code == 0)
        #expect(place.folder.exists(long))
    }

    @Test("A pipe takes the bundle and the events as they come")
    func pipes() async throws {
        let place = try Workplace()
        let result = try await place.shell(
            """
            mkfifo b e; cat b > b.json & cat e > e.jsonl &
            assay run kmeans --request @Examples/Requests/kmeans.json --out b --events e; code=$?; wait; exit $code
            """
        )
        #expect(result.code == 0)
        #expect(try Value(json: place.folder.text("b.json"))["outcome"] == "complete")
        #expect(try place.folder.text("e.jsonl").jsonLines.last?["event"] == "bundle_ready")
        let type = try FileManager.default.attributesOfItem(atPath: place.folder.file("b"))[.type] as? FileAttributeType
        #expect(type != .typeRegular)
    }
}
