/// A file that could not be written after all, while its contents are on stdout.
struct OutputLost: Error {
    let message: String
}
