import Assay
import Foundation
import TestSupport
import Testing

@Suite("Functions of libraries in worker processes", .offPool)
struct ForeignTests {
    private func tools(
        _ json: String,
        _ options: WorkerOptions = .test,
        callTool: ForeignToolCaller? = nil
    ) throws -> [any Tool] {
        let manifest = try ForeignManifest(Value(json: json), file: "test.tool.json")
        return try ForeignLibrary.load(manifest: manifest, isolation: .worker(options), callTool: callTool)
    }

    private static let power = """
        {"library": "libm.so.6", "functions": [{"name": "power", "symbol": "pow", "description": "x to the y",
         "parameters": [{"name": "x", "type": "f64"}, {"name": "y", "type": "f64"}],
         "returns": {"name": "value", "type": "f64"}}]}
        """

    @Test("A function of the C library answers, as it does in process")
    func power() async throws {
        let isolated = try #require(try tools(Self.power).first)
        let manifest = try ForeignManifest(Value(json: Self.power), file: "test.tool.json")
        let inside = try #require(try ForeignLibrary.load(manifest: manifest).first)
        #expect(isolated.descriptor == inside.descriptor)
        #expect((isolated as? any IsolatedTool)?.place.executor == "worker")
        for (x, y) in [(2.0, 10.0), (2.5, -3.25), (0.1, 0.1)] {
            let request: Value = ["x": .number(x), "y": .number(y)]
            #expect(try await isolated.ask(request) == (try await inside.ask(request)))
        }
    }

    @Test("The sign of zero reaches a function and comes back, as in process")
    func signOfZero() async throws {
        let json = Self.power.replacing("pow\"", with: "copysign\"")
        let isolated = try #require(try tools(json).first)
        let inside = try #require(
            try ForeignLibrary.load(manifest: ForeignManifest(Value(json: json), file: "t")).first
        )
        let request: Value = ["x": 2, "y": .number(-0.0)]
        #expect(try await inside.ask(request)["value"] == -2)
        #expect(try await isolated.ask(request)["value"] == -2)
        for tool in [isolated, inside] {
            let zero = try await tool.ask(["x": 0, "y": -1])["value"]?.double
            #expect(zero == 0 && zero?.sign == .minus)
        }
    }

    /// A manifest for the library whose functions are other than it says (case 48).
    private func wrongManifest(_ folder: Folder) throws -> String {
        let path = try Compiler.library(
            Package.path("Tests/AssayWorkerTests/Broken/48-functions.c"),
            to: folder.file("lib48.so")
        )
        return """
            {"library": "\(path)", "functions": [
              {"name": "length", "symbol": "text_length", "description": "wrong type",
               "parameters": [{"name": "text", "type": "i64"}], "returns": {"name": "value", "type": "u64"}},
              {"name": "sum", "symbol": "sum", "description": "fewer parameters",
               "parameters": [{"name": "left", "type": "f64"}], "returns": {"name": "value", "type": "f64"}},
              {"name": "fill", "symbol": "fill", "description": "a number for a pointer",
               "parameters": [{"name": "place", "type": "i64"}], "returns": {"name": "value", "type": "i32"}}
            ]}
            """
    }

    @Test("A manifest that is wrong about a function costs an answer and nothing else")
    func wrongSignatures() async throws {
        let folder = try Folder()
        let tools = try tools(wrongManifest(folder))
        #expect(try await tools[0].failure(["text": 8]).code == .pluginCrashed)
        #expect(try await tools[2].failure(["place": 4096]).code == .pluginCrashed)
        #expect(try await tools[1].ask(["left": 1])["value"]?.double != nil)
        let good = try #require(try self.tools(Self.power).first)
        #expect(try await good.ask(["x": 2, "y": 3]) == ["value": 8])
    }

    @Test("A worker reads debug information inside its sandbox, and refuses a manifest that contradicts it")
    func contradiction() throws {
        let folder = try Folder()
        let source = try folder.write("twice.c", "int twice(int x) { return 2 * x; }")
        let path = try Compiler.library(source, to: folder.file("libtwice.so"), flags: ["-g"])
        let manifest = """
            {"library": "\(path)", "functions": [{"name": "twice", "symbol": "twice", "description": "twice x",
             "parameters": [{"name": "x", "type": "i32"}], "returns": {"name": "value", "type": "i32"}}]}
            """
        let loaded = try tools(manifest)
        #expect(loaded.first?.descriptor.name == "twice")
        let error = try #require(throws: AssayError.self) {
            try tools(manifest.replacing("\"x\", \"type\": \"i32\"", with: "\"x\", \"type\": \"f64\""))
        }
        #expect(error.code == .invalidManifest)
        #expect(error.message.contains("(debug information of \(path))"), "\(error.message)")
    }

    /// A library whose one function asks back as often as it is told.
    private func asking(_ folder: Folder) throws -> String {
        let source = try folder.write(
            "asking.c",
            "double total(double (*ask)(double), int times) { double sum = 0;"
                + " for (int i = 0; i < times; i++) sum += ask(i); return sum; }"
        )
        let path = try Compiler.library(source, to: folder.file("libasking.so"))
        return """
            {"library": "\(path)", "functions": [{"name": "total", "symbol": "total", "description": "asks and sums",
             "parameters": [
               {"name": "ask", "type": "callback", "tool": "square", "parameters": [{"name": "x", "type": "f64"}],
                "returns": {"name": "value", "type": "f64"}},
               {"name": "times", "type": "i32"}],
             "returns": {"name": "value", "type": "f64"}}]}
            """
    }

    @Test("A callback asks a tool of the host, and its failure is the call's")
    func callbacks() async throws {
        let folder = try Folder()
        let manifest = try asking(folder)
        let tool = try #require(
            try tools(manifest) { name, request, _ in
                #expect(name == "square")
                let x = request["x"]?.double ?? 0
                guard x < 5 else { throw AssayError(.toolFailed, "no more than five", isRetryable: true) }
                return ["value": .number(x * x)]
            }.first
        )
        #expect(try await tool.ask(["times": 4])["value"] == 14)
        let error = try await tool.failure(["times": 10])
        #expect(error.code == .toolFailed)
        #expect(error.message.contains("no more than five"))
        #expect(try await tool.ask(["times": 3])["value"] == 5)
    }

    @Test("Calls inside callbacks go to other workers, and are refused where they are too deep (case 40)")
    func nested() async throws {
        let folder = try Folder()
        let client = AssayClient()
        let path = try folder.write(
            "asking.tool.json",
            try asking(folder).replacing("\"square\"", with: "\"total\"").replacing(
                "{\"name\": \"x\", \"type\": \"f64\"}",
                with: "{\"name\": \"times\", \"type\": \"f64\"}"
            )
        )
        _ = try await client.loadFunctions(from: path, isolation: .worker(.test))
        let tool = try client.registry.tool(named: "total")
        // total(n) asks total(0) … total(n - 1), so that the depth is n.
        #expect(try await tool.ask(["times": 5])["value"] == 0)
        let error = try await tool.failure(["times": 12])
        // The functions before it have begun, so it is not for them to be busy.
        #expect(error.code == .toolFailed)
        #expect(error.message.contains("plugin_busy: ") && error.message.contains("that is the limit"))
    }
}
