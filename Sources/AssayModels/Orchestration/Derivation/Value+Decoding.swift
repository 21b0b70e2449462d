import AssayCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension Value {
    /// The value as a type of one's own.
    ///
    /// - Throws: ``AssayCore/AssayError/Code/invalidRequest``, with the place and not the value, or the
    ///   ``AssayCore/AssayError`` of the type's own `init(from:)`.
    func decoded<T: Decodable>(as type: T.Type) throws(AssayError) -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(canonicalBytes))
        } catch let error as AssayError {
            throw error
        } catch DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context),
            DecodingError.keyNotFound(_, let context), DecodingError.dataCorrupted(let context)
        {
            throw Self.misfit(at: context.codingPath)
        } catch {
            throw Self.misfit(at: [])
        }
    }

    private static func misfit(at path: [any CodingKey]) -> AssayError {
        let pointer = path.map { key in "/" + (key.intValue.map { String($0) } ?? key.stringValue) }.joined()
        return AssayError(
            .invalidRequest,
            "\(pointer.isEmpty ? "the arguments" : pointer): does not fit the type of the function's arguments"
        )
    }
}
