internal import AssayStatistics

extension CorrectnessCalibrator {
    /// Reads a stored calibrator.
    ///
    /// - Parameter document: The JSON document that ``document`` gives.
    /// - Throws: ``AssayError/Code/invalidCalibrator`` naming the member and what belongs there; also for a member that is
    ///   not known, and when the stored hash is not that of the contents.
    public init(decoding document: Value) throws(AssayError) {
        do throws(AssayError) {
            try self.init(DocumentReader(document, at: "calibrator"))
        } catch {
            throw AssayError(.invalidCalibrator, error.message)
        }
    }

    init(_ reader: DocumentReader) throws(AssayError) {
        guard try reader.string("schema") == Self.schema else {
            throw reader.error("schema", "\(Self.schema); this is another format or version")
        }
        let (validation, votes) = (try reader.reader("cross_validated"), try reader.reader("votes"))
        self.init(
            curve: try CalibrationCurve(reader),
            score: try reader.choice("score"),
            fields: try reader.optional("fields") { reader throws(AssayError) in try reader.strings("fields") },
            tool: try reader.optional("tool") { reader throws(AssayError) in try Tool(reader.reader("tool")) },
            votes: try votes.range(votes.int("min"), votes.int("max")),
            scores: try reader.reader("score_range").numbers(),
            count: try reader.int("n"),
            correct: try reader.int("n_correct"),
            leftOut: try reader.int("n_left_out"),
            inSample: try CalibrationQuality(reader.reader("in_sample")),
            crossValidated: try CalibrationQuality(validation),
            folds: try validation.int("folds"),
            seed: try validation.seed("seed"),
            dataSHA256: try reader.string("data_sha256")
        )
        try refuseChanges(in: reader)
    }

    /// Whatever differs from what would be written now was put there by somebody else.
    private func refuseChanges(in reader: DocumentReader) throws(AssayError) {
        for key in reader.keys where document[key] == nil { throw reader.error(key, "absent: it is not known") }
        for (key, value) in document.object ?? [:] where key != "sha256" && reader.stored(key) != value {
            throw reader.error(key, "as it is written: it has other members, or does not follow from the rest")
        }
        guard try reader.string("sha256") == sha256 else {
            throw reader.error("sha256", "that of the contents: the document was changed")
        }
    }
}

extension CorrectnessCalibrator.Tool {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        self.init(
            name: try reader.string("name"),
            version: try reader.optional("version") { reader throws(AssayError) in try reader.string("version") }
        )
    }
}

extension CalibrationQuality {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        guard
            let quality = CalibrationQuality(
                expectedError: try reader.double("ece10"),
                brierScore: try reader.double("brier"),
                auroc: try reader.double("auroc")
            )
        else { throw reader.error(nil, "figures from 0 to 1") }
        self = quality
    }
}

extension CalibrationCurve {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        let parameters = try reader.reader("parameters")
        switch try reader.choice("method") as Method {
        case .platt: self = .platt(try PlattCalibrator(parameters))
        case .isotonic:
            let curve = IsotonicCalibrator(
                scores: try parameters.doubles("scores"),
                probabilities: try parameters.doubles("probabilities")
            )
            guard let curve else {
                throw parameters.error(nil, "as many scores as probabilities, both rising, the latter from 0 to 1")
            }
            self = .isotonic(curve)
        }
    }
}

extension PlattCalibrator {
    fileprivate init(_ reader: DocumentReader) throws(AssayError) {
        let covariance = try reader.optional("covariance") { reader throws(AssayError) in
            let numbers = try reader.doubles("covariance")
            guard numbers.count == 3,
                let covariance = Covariance(slope: numbers[0], both: numbers[1], intercept: numbers[2])
            else { throw reader.error("covariance", "three numbers: two variances around a covariance") }
            return covariance
        }
        let curve = PlattCalibrator(
            slope: try reader.double("slope"),
            intercept: try reader.double("intercept"),
            covariance: covariance
        )
        guard let curve else { throw reader.error(nil, "finite numbers") }
        self = curve
    }
}

extension DocumentReader {
    fileprivate func choice<Choice: RawRepresentable & CaseIterable>(
        _ key: String
    ) throws(AssayError) -> Choice where Choice.RawValue == String {
        guard let choice = Choice(rawValue: try string(key)) else {
            throw error(key, Choice.allCases.map(\.rawValue).joined(separator: " or "))
        }
        return choice
    }

    fileprivate func doubles(_ key: String) throws(AssayError) -> [Double] {
        let values = try array(key)
        let numbers = values.compactMap(\.double)
        guard numbers.count == values.count else { throw error(key, "an array of numbers") }
        return numbers
    }

    fileprivate func numbers() throws(AssayError) -> ClosedRange<Double> { try range(double("min"), double("max")) }

    fileprivate func range<Number: Comparable>(_ low: Number, _ high: Number) throws(AssayError) -> ClosedRange<Number>
    {
        guard low <= high else { throw error("min", "at most max") }
        return low...high
    }
}
