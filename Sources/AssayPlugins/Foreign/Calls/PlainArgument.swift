internal import AssayCore

/// An argument that is a number, as the calls of a plain function need it.
struct PlainArgument: Sendable {
    let name: String
    let scalar: ForeignScalar
    /// Where in the frame it lies.
    let offset: Int
    /// What goes in for it where the caller gives nothing, or may give nothing.
    let constant: Value?
    let fallback: Value?
    let limits: ForeignLimits?

    /// The argument of a parameter; `nil` for one that is more than a number by value.
    init?(_ parameter: ForeignParameter, offset: Int) {
        guard case .value(.scalar(let scalar), isPointer: false) = parameter.kind else { return nil }
        switch parameter.source {
        case .constant(let value): (constant, fallback) = (value, nil)
        case .request(let value): (constant, fallback) = (nil, value)
        case .count: return nil
        }
        name = parameter.name
        self.scalar = scalar
        self.offset = offset
        limits = parameter.limits
    }

    func write(_ request: Value, to frame: UnsafeMutableRawPointer) throws(AssayError) {
        guard let value = constant ?? request[name] ?? fallback else {
            throw AssayError(.invalidRequest, "\(name) is missing")
        }
        do throws(Misfit) {
            try scalar.write(value, to: frame + offset)
            try limits?.check(value)
        } catch {
            throw AssayError(.invalidRequest, error.inside(name).description)
        }
    }
}
