/// Where idempotency keys and runs are kept.
///
/// `AssayTesting` has the checks every store must pass: `StoreConformance.check`.
public protocol StateStore: IdempotencyStore, RunStore {}
