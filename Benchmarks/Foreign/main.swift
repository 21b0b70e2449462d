import AssayCore
import AssayPlugins

// foreign-benchmark inner|json COUNT: calls pow that often, prints nanoseconds per call and the last answer.
// `inner` calls with arguments in place; `json` turns a request into arguments and the result into an answer each time.
let words = CommandLine.arguments
let mode = words.count > 1 ? words[1] : "inner"
let count = words.count > 2 ? Int(words[2]) ?? 1_000_000 : 1_000_000
let manifest: Value = [
    "library": "libm.so.6",
    "functions": [
        [
            "name": "power", "symbol": "pow", "flags": ["concurrent": true],
            "parameters": [["name": "x", "type": "f64"], ["name": "y", "type": "f64"]],
            "returns": ["name": "value", "type": "f64"],
        ]
    ],
]
let tool = try ForeignLibrary.load(manifest: ForeignManifest(manifest, file: "benchmark"))[0]
let request: Value = ["x": 2, "y": 10]
let clock = ContinuousClock()
let start = clock.now
let answer = try ForeignLibrary.answer(of: tool, request, times: count, convertsEach: mode == "json")
let elapsed = (clock.now - start) / .nanoseconds(1)
let picoseconds = Int((elapsed / Double(max(1, count)) * 1000).rounded())
print("\(picoseconds / 1000).\(String(picoseconds % 1000 + 1000).dropFirst())", answer["value"]?.double ?? 0)
