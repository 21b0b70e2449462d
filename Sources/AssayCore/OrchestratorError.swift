/// A reason for which a run has no answer; every error of Assay that is about a run conforms.
public protocol OrchestratorError: Error, Sendable {
    /// What kind of failure this is; stable across releases.
    var code: AssayError.Code { get }
    /// One or two sentences for a person, without user data.
    var message: String { get }
}

extension AssayError: OrchestratorError {}
