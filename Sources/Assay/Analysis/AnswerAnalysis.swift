public import AssayCore

/// Evidence for answers that exist already.
///
/// How far they agree, how right their plurality is, and what stopping early would have cost.
///
/// ```swift
/// let table = try AnswerTable.readCSV("answers.csv")
/// var options = AnalysisOptions()
/// options.rules = [try .init("stability(0.02)")]
/// print(try AnswerAnalysis(table, options: options).document.canonicalJSON)
/// ```
///
/// Everything is computed from the answers alone, the same for the same file, options and seed.
public struct AnswerAnalysis: Sendable {
    /// All figures, by stable keys; what is undefined is `null`, mostly with a reason beside it.
    public let document: Value

    /// Analyses a file of any form.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for options that the form does not have.
    public init(_ file: AnswerFile, options: AnalysisOptions = AnalysisOptions()) throws(AssayError) {
        if case .answers = file {
        } else if options.calibrator != nil {
            throw AssayError(.invalidArgument, "a calibrator takes answers that are equal or not")
        }
        switch file {
        case .answers(let table): document = .object(try AnswerFigures(table, options).members)
        case .records(let table): document = .object(try RecordFigures(table, options).members)
        case .texts(let table): document = .object(try TextFigures(table, options).members)
        case .numbers(let column): document = .object(try NumberFigures(column, options).members)
        }
    }

    /// Analyses answers that are equal or not.
    ///
    /// - Throws: ``AssayError/Code/invalidArgument`` for a grouping that the table does not have.
    public init(_ table: AnswerTable, options: AnalysisOptions = AnalysisOptions()) throws(AssayError) {
        document = .object(try AnswerFigures(table, options).members)
    }
}
