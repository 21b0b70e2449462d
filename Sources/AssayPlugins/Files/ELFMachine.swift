/// A processor architecture by its ELF number (`e_machine`).
struct ELFMachine: Hashable, Sendable {
    let number: UInt16

    static let x86_64 = ELFMachine(number: 62)
    static let aarch64 = ELFMachine(number: 183)
    static let riscv = ELFMachine(number: 243)
}

extension ELFMachine: CustomStringConvertible {
    var description: String {
        switch self {
        case .x86_64: "x86-64"
        case .aarch64: "AArch64"
        case .riscv: "RISC-V"
        default: "machine number \(number)"
        }
    }
}
