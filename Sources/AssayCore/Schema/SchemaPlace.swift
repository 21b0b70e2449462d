/// A place in one of the documents a schema is made of; document 0 is the schema itself.
struct SchemaPlace: Sendable, Hashable {
    var document = 0
    var pointer = JSONPointer()

    func appending(_ key: String) -> SchemaPlace { SchemaPlace(document: document, pointer: pointer.appending(key)) }

    func appending(_ index: Int) -> SchemaPlace { SchemaPlace(document: document, pointer: pointer.appending(index)) }

    /// A refusal of what stands here.
    func failure(_ problem: String) -> AssayError {
        AssayError(.invalidSchema, "Invalid schema at #\(pointer.text): \(problem).")
    }
}
