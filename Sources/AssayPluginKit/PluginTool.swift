/// A tool written in Swift and shipped as a plugin.
///
/// A conformer supplies one answer to one request under one seed. It is created once, when the plugin loads, and called
/// on threads of the host's: one call after the other, or several at once when its descriptor says
/// ``PluginFlags/concurrent``.
///
/// - All randomness comes from ``PluginContext/seed``; equal requests and seeds then give equal answers.
/// - A long computation asks ``PluginContext/isCancelled`` every few milliseconds and throws `CancellationError`.
/// - Failure is a thrown ``PluginError``; of any other error only the type reaches the host, because descriptions tend
///   to hold user data.
///
/// A plugin is a dynamic library product with one or more tools and one exported line:
///
/// ```swift
/// @c(assay_plugin_entry)
/// public func entry(_ host: HostPointer?, _ error: ErrorPointer?) -> PluginPointer? {
///     exportPlugin([Coin()], host, error)
/// }
/// ```
public protocol PluginTool: Sendable {
    /// What a request is decoded into.
    associatedtype Request: Decodable
    /// What an answer is encoded from: a JSON object without NaN or infinity.
    associatedtype Output: Encodable

    /// Who the tool is; constant.
    var descriptor: PluginDescriptor { get }

    /// Answers one request under one seed.
    func run(_ request: Request, context: PluginContext) throws -> Output
}
