import AssayCore
import AssayStatistics
import Foundation

/// A case of the comparison with its input in memory.
struct KernelCase {
    /// Does the work and returns how to compute its checksum, which is not timed.
    private let work: (Int) -> () -> Double

    func run(threads: Int) -> () -> Double { work(threads) }

    /// Reads the input of a case; nil for a name that is none.
    init?(_ name: String, folder: String) {
        let parts = name.split(separator: "-").map(String.init)
        guard let kind = parts.first, let data = parts.dropFirst().first else { return nil }
        switch kind {
        case "texts": work = Self.texts("\(folder)/\(data).txt")
        case "summary": work = Self.summary("\(folder)/\(data).txt")
        case "vectors": work = Self.vectors("\(folder)/\(data).f64", VectorMetric(rawValue: parts.last ?? ""))
        case "records": work = Self.records("\(folder)/\(data).f64")
        case "alpha": work = Self.alpha("\(folder)/\(data).f64", KrippendorffAlpha.Level(rawValue: parts.last ?? ""))
        default: return nil
        }
    }

    private static func lines(_ path: String) -> [String] {
        let text = String(decoding: FileManager.default.contents(atPath: path) ?? Data(), as: UTF8.self)
        return text.split(separator: "\n").map(String.init)
    }

    /// All a bundle says of texts, on as many threads as it takes; the checksum holds the medoid and the mean distance.
    private static func summary(_ path: String) -> (Int) -> () -> Double {
        let replicates = lines(path).enumerated().map { place, line in
            Replicate(index: place, seed: UInt64(place), data: .string(line))
        }
        return { _ in
            let summary = try? Summarizer(schema: nil, horizon: replicates.count).summarize(replicates)
            return {
                let medoid = summary?.medoid.flatMap { Double($0.dropFirst()) } ?? .nan
                return medoid - 1 + (summary?.pairwiseDistance.overview.mean ?? .nan)
            }
        }
    }

    private static func texts(_ path: String) -> (Int) -> () -> Double {
        let lines = lines(path)
        return { threads in
            let matrix = DistanceSource(texts: lines).matrix(threads: threads)
            return { matrix.mean ?? .nan }
        }
    }

    private static func vectors(_ path: String, _ metric: VectorMetric?) -> (Int) -> () -> Double {
        let table = Self.numbers(path)
        return { threads in
            let source = try? DistanceSource(
                components: table.values,
                dimension: table.columns,
                metric: metric ?? .euclidean
            )
            let matrix = source?.matrix(threads: threads)
            return { matrix?.mean ?? .nan }
        }
    }

    /// Three numbers and three codes per record, column by column.
    private static func records(_ path: String) -> (Int) -> () -> Double {
        let table = Self.numbers(path)
        let columns = (0..<table.rows).map { Array(table.values[($0 * table.columns)..<(($0 + 1) * table.columns)]) }
        return { threads in
            let fields = columns.enumerated().map { index, column in
                index < 3 ? RecordField.numeric(column) : RecordField.nominal(codes: column)
            }
            let matrix = (try? DistanceSource(records: fields))?.matrix(threads: threads)
            return { matrix?.mean ?? .nan }
        }
    }

    private static func alpha(_ path: String, _ level: KrippendorffAlpha.Level?) -> (Int) -> () -> Double {
        let table = Self.numbers(path)
        return { threads in
            let alpha = KrippendorffAlpha(
                table: table.values,
                units: table.columns,
                level: level ?? .nominal,
                threads: threads
            )
            return { alpha.value ?? .nan }
        }
    }

    /// Two 64-bit counts, rows and columns, then as many numbers row by row.
    private static func numbers(_ path: String) -> (values: [Double], rows: Int, columns: Int) {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        return data.withUnsafeBytes { bytes in
            guard bytes.count >= 16 else { return ([], 0, 0) }
            let rows = Int(bytes.loadUnaligned(as: Int64.self))
            let columns = Int(bytes.loadUnaligned(fromByteOffset: 8, as: Int64.self))
            let values = (0..<((bytes.count - 16) / 8)).map {
                bytes.loadUnaligned(fromByteOffset: 16 + 8 * $0, as: Double.self)
            }
            return (values, rows, columns)
        }
    }

    /// The most memory this process had, or 0 where the system does not say.
    static var peakKilobytes: Int {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        let line = String(decoding: status, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
    }
}
