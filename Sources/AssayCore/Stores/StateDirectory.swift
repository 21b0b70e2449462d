/// Where programs keep what they need to remember about a user.
package enum StateDirectory {
    /// `assay` in the user's state directory (XDG base directories); a relative `XDG_STATE_HOME` does not count.
    ///
    /// - Returns: the path; `nil` where the environment names neither a state directory nor a home.
    package static func path(environment: [String: String]) -> String? {
        if let state = environment["XDG_STATE_HOME"], state.hasPrefix("/") { return state + "/assay" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.local/state/assay"
    }
}
