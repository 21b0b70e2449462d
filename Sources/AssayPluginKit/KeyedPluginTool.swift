/// A tool whose calls under one idempotency key have the effect of one call.
///
/// The key is in ``PluginContext/idempotencyKey``: one for all attempts at a replicate, another for every other replicate.
/// Keep it with the effect, or hand it to a service that does, and give a repeated call the answer of the first. The host
/// then repeats a call of which it does not know how it ended, also where the tool has side effects.
public protocol KeyedPluginTool: PluginTool {}
