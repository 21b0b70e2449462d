extension String {
    /// The text without some characters at its beginning and end.
    func trimming(_ unwanted: String) -> String {
        // By Unicode scalars: CR LF is one character.
        let unwanted = unwanted.unicodeScalars
        var text = self[...].unicodeScalars
        while let last = text.last, unwanted.contains(last) { text.removeLast() }
        return String(text.drop { unwanted.contains($0) })
    }
}
