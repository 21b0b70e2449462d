/// A failure with a stable code and a message for people.
///
/// The message says what is wrong, where, and what would be right. It never holds request or output data: those are
/// the user's, and descriptions end up in logs.
public struct AssayError: Error, Sendable, Hashable {
    /// What kind of failure this is; stable across releases, fit for a metric label.
    public let code: Code

    /// One or two sentences for a person, without user data.
    public let message: String

    /// Whether the same call may succeed when tried again.
    public let isRetryable: Bool

    /// How long to wait at least before the next try, where whoever failed said so.
    public var retryAfter: Duration?

    /// Creates a failure.
    public init(_ code: Code, _ message: String, isRetryable: Bool = false, retryAfter: Duration? = nil) {
        self.code = code
        self.message = message
        self.isRetryable = isRetryable
        self.retryAfter = retryAfter
    }
}

extension AssayError: CustomStringConvertible {
    /// The code and the message, as `code: message`.
    public var description: String { "\(code): \(message)" }
}

extension AssayError {
    /// A failure kind, open to new members without breaking callers.
    public struct Code: RawRepresentable, Sendable, Hashable, CustomStringConvertible {
        /// The wire name, snake_case.
        public let rawValue: String

        /// Wraps a wire name; tools may use codes of their own.
        public init(rawValue: String) { self.rawValue = rawValue }

        /// The wire name.
        public var description: String { rawValue }
    }
}

extension AssayError.Code {
    /// An argument, option or request that no tool could accept.
    public static let invalidArgument = Self(rawValue: "invalid_argument")
    /// Text that is not strict JSON.
    public static let invalidJSON = Self(rawValue: "invalid_json")
    /// A JSON Schema that cannot be used.
    public static let invalidSchema = Self(rawValue: "invalid_schema")
    /// A request that breaks the tool's input schema.
    public static let invalidRequest = Self(rawValue: "invalid_request")
    /// Output of a tool that is not valid UTF-8, JSON or breaks its schema.
    public static let badOutput = Self(rawValue: "bad_output")
    /// Output of a tool over the size limit.
    public static let outputTooLarge = Self(rawValue: "output_too_large")
    /// A picture or document that the model asked, or its provider, does not take; it was not shown.
    public static let unsupportedMedia = Self(rawValue: "unsupported_media")
    /// No tool of that name.
    public static let unknownTool = Self(rawValue: "unknown_tool")
    /// A tool of that name is registered already.
    public static let duplicateTool = Self(rawValue: "duplicate_tool")
    /// A plugin file that cannot be used.
    public static let loadFailed = Self(rawValue: "load_failed")
    /// A plugin built for another version of the plugin interface.
    public static let abiMismatch = Self(rawValue: "abi_mismatch")
    /// A plugin file that others could have changed.
    public static let unsafePath = Self(rawValue: "unsafe_path")
    /// A tool that broke the calling rules, such as success without output.
    public static let protocolError = Self(rawValue: "protocol_error")
    /// A plugin that is held up by a call that was given up.
    public static let pluginBusy = Self(rawValue: "plugin_busy")
    /// A plugin that made its worker process crash.
    public static let pluginCrashed = Self(rawValue: "plugin_crashed")
    /// A plugin that ended its worker process instead of answering.
    public static let pluginExited = Self(rawValue: "plugin_exited")
    /// A worker process that ran out of memory.
    public static let outOfMemory = Self(rawValue: "out_of_memory")
    /// A plugin that did not finish loading in time.
    public static let loadTimeout = Self(rawValue: "load_timeout")
    /// A plugin that crashed so often that it is left alone for a while.
    public static let pluginQuarantined = Self(rawValue: "plugin_quarantined")
    /// No worker process can be started.
    public static let workerUnavailable = Self(rawValue: "worker_unavailable")
    /// A sandbox that was asked for and that the system does not offer.
    public static let sandboxUnavailable = Self(rawValue: "sandbox_unavailable")
    /// A tool reported failure.
    public static let toolFailed = Self(rawValue: "tool_failed")
    /// An attempt passed its time limit.
    public static let timeout = Self(rawValue: "timeout")
    /// The run's deadline passed before the attempt had ended.
    public static let deadline = Self(rawValue: "deadline")
    /// The caller cancelled.
    public static let cancelled = Self(rawValue: "cancelled")
    /// A budget does not allow another attempt.
    public static let budgetExceeded = Self(rawValue: "budget_exceeded")
    /// Answers that support no consensus strong enough.
    public static let abstained = Self(rawValue: "abstained")
    /// A run store that cannot be used.
    public static let storeFailed = Self(rawValue: "store_failed")
    /// A run store without room on its disk.
    public static let storeFull = Self(rawValue: "store_full")
    /// A run store that another process holds for too long.
    public static let storeBusy = Self(rawValue: "store_busy")
    /// A run store whose file system reports an error.
    public static let storeIO = Self(rawValue: "store_io")
    /// A run store of a newer program.
    public static let storeNewer = Self(rawValue: "store_newer")
    /// A file that cannot be read or written.
    public static let fileError = Self(rawValue: "file_error")
    /// A bundle that cannot be read.
    public static let invalidBundle = Self(rawValue: "invalid_bundle")
}
