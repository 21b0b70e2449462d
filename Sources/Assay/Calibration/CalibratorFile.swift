public import AssayCore

/// Calibrators in files.
public enum CalibratorFile {
    /// Reads a calibrator; blocks.
    ///
    /// - Throws: ``AssayError/Code/fileError``, ``AssayError/Code/invalidJSON`` or
    ///   ``AssayError/Code/invalidCalibrator``, all naming the file.
    public static func read(_ path: String) throws(AssayError) -> CorrectnessCalibrator {
        let document = try JSONFile.read(path)
        do throws(AssayError) {
            return try CorrectnessCalibrator(decoding: document)
        } catch {
            throw AssayError(error.code, "\(path): \(error.message)")
        }
    }

    /// Writes a calibrator so that the file is whole or not there; blocks.
    ///
    /// - Throws: ``AssayError/Code/fileError`` naming the file.
    public static func write(_ calibrator: CorrectnessCalibrator, to path: String) throws(AssayError) {
        try JSONFile.write(path) { $0(calibrator.document.canonicalJSON + "\n") }
    }
}
