/// Where programs look for what a user has set.
package enum ConfigDirectory {
    /// `assay` in the user's configuration directory (XDG base directories); a relative `XDG_CONFIG_HOME` does not count.
    ///
    /// - Returns: the path; `nil` where the environment names neither a configuration directory nor a home.
    package static func path(environment: [String: String]) -> String? {
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") { return config + "/assay" }
        guard let home = environment["HOME"], home.hasPrefix("/") else { return nil }
        return home + "/.config/assay"
    }
}
