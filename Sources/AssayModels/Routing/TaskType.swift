/// What a prompt wants done.
public enum TaskType: String, Sendable, Hashable, CaseIterable {
    /// To write or change code.
    case codeGeneration = "code_generation"
    /// To find out why something does not work.
    case debugging
    /// To decide how a system is built.
    case architecturalDesign = "architectural_design"
    /// To explain software to its readers.
    case documentation
    /// To check that software works.
    case testing
    /// To find out what numbers say.
    case dataAnalysis = "data_analysis"
    /// Anything else.
    case general
    /// To draw conclusions.
    case reasoning
    /// To say what a picture shows.
    case vision
}
