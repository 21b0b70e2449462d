/// What a model can take and give beyond text.
public enum ModelFeature: String, Sendable, Hashable, CaseIterable {
    /// It takes pictures.
    case vision
    /// It takes sound.
    case audio
    /// It calls functions.
    case functions
    /// It answers by a JSON Schema.
    case structuredOutput = "structured_output"
}
