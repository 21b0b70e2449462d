import Foundation

/// The sanitizer that the tests were built with, as `Tests/sanitize.sh` says in `ASSAY_SANITIZER`.
public enum Sanitizer: String, Sendable {
    case thread, address

    /// The one of this run; `nil` for an ordinary one.
    public static let current = ProcessInfo.processInfo.environment["ASSAY_SANITIZER"].flatMap(Self.init)

    /// How many times as long a test waits before it gives up: under a sanitizer everything takes its time.
    public static let patience = current == nil ? 1 : 10
}
