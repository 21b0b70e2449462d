/// One option of a command: what the parser needs, and what help prints.
struct Flag: Sendable {
    /// The long name, without dashes.
    let name: String
    /// What stands for the value in help; `nil` for a switch.
    let value: String?
    /// What the option does, in a line.
    let help: String
    /// Whether it may be given several times.
    var isRepeatable = false

    static let json = Flag(name: "json", value: nil, help: "print one JSON document on stdout")
    static let quiet = Flag(name: "quiet", value: nil, help: "no progress and no notes on stderr")
    static let color = Flag(
        name: "color",
        value: "WHEN",
        help: "auto, always or never (default auto; NO_COLOR is honoured)"
    )
    static let plugin = Flag(
        name: "plugin",
        value: "PATH",
        help: "first load this plugin, this manifest (.tool.yaml, .tool.json), or every plugin of this directory",
        isRepeatable: true
    )
    static let trust = Flag(
        name: "trust",
        value: nil,
        help: "run plugins and functions inside this process, which they can end or change: for your own code only"
    )
    static let allowRead = Flag(
        name: "allow-read",
        value: "PATH",
        help: "let plugins read this file, or what lies beneath this directory; the current directory is allowed",
        isRepeatable: true
    )
    static let allowWrite = Flag(
        name: "allow-write",
        value: "PATH",
        help: "let plugins change this file, or make, change and remove what lies beneath this directory",
        isRepeatable: true
    )
    static let allowNetwork = Flag(
        name: "allow-network",
        value: nil,
        help: "let plugins connect to any internet address, those of this machine too"
    )
    static let memoryLimit = Flag(
        name: "memory-limit",
        value: "MIB",
        help: "the most address space of a plugin's process, in MiB (default 2048)"
    )
    static let processorLimit = Flag(
        name: "processor-limit",
        value: "TIME",
        help: "the most processor time of a plugin's process over all its calls, in whole seconds"
    )
    static let allowUnsandboxed = Flag(
        name: "allow-unsandboxed",
        value: nil,
        help: "run plugins in worker processes even where this system cannot sandbox them"
    )
    static let request = Flag(
        name: "request",
        value: "JSON|@FILE|-",
        help: "the request: JSON text, a file after @, or - for stdin"
    )
    static let maxParallel = Flag(
        name: "max-parallel",
        value: "N",
        help: "the most replicates in flight at once (default 10)"
    )
    static let stop = Flag(
        name: "stop",
        value: "RULE",
        help: "stability(E), beta(T), lead(N), unanimous(N), window(N), curtailed, certified(D) or never"
    )
    static let events = Flag(name: "events", value: "FILE|-", help: "write events as JSON Lines; - is stdout")
    static let rules = Flag(name: "rules", value: "FILE", help: "plan by the rules of this YAML or JSON file")
    static let more = Flag(
        name: "k",
        value: "N",
        help: "how many replicates to add; 0 finishes an interrupted run"
    )
    static let out = Flag(name: "out", value: "FILE", help: "write the bundle to this file")
    static let store = Flag(
        name: "store",
        value: "FILE",
        help: "the file in which runs are recorded (default: $ASSAY_STORE)"
    )
    static let calibrator = Flag(
        name: "calibrator",
        value: "FILE",
        help: "say how probably the answer is correct, by a file of assay calibrate"
    )
    static let seeds = Flag(
        name: "seeds",
        value: "A,B,…",
        help: "one seed per replicate, whole numbers from 0 to 2^64 - 1"
    )

    /// Options every command has.
    static let common = [plugin, trust] + sandbox + [json, quiet, color]
    /// What bounds plugins in their processes; none has a meaning beside `--trust`.
    static let sandbox = [allowRead, allowWrite, allowNetwork, memoryLimit, processorLimit, allowUnsandboxed]
}
