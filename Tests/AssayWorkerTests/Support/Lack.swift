import Foundation
import Testing

/// Something a system does not offer to workers.
struct Lack: Sendable, CustomTestStringConvertible {
    /// What is on record then.
    let name: String
    /// The system call that fails, where one of its arguments has a value: names in C.
    let call: String
    let place: Int
    let value: String

    var testDescription: String { name }

    static let all = [
        Lack(name: "memory_limit", call: "SYS_prlimit64", place: 1, value: "RLIMIT_AS"),
        Lack(name: "stack_limit", call: "SYS_prlimit64", place: 1, value: "RLIMIT_STACK"),
        Lack(name: "no_new_privs", call: "SYS_prctl", place: 0, value: "PR_SET_DUMPABLE"),
        Lack(name: "landlock", call: "SYS_landlock_create_ruleset", place: 2, value: "1"),
        Lack(name: "seccomp", call: "SYS_prctl", place: 0, value: "PR_SET_SECCOMP"),
        // The flags of the C library's threads.
        Lack(name: "watchdog", call: "SYS_clone", place: 0, value: "0x3D0F00"),
    ]

    /// Compiles a worker program that runs as if on such a system.
    func program(in folder: Folder) throws -> String {
        let source = try folder.write("\(name).c", Self.source)
        let definitions = ["CALL=\(call)", "PLACE=\(place)", "VALUE=\(value)"]
        return try Compiler.program(
            source,
            to: folder.file(name),
            flags: (definitions + ["WORKER=\"\(Package.product("assay-worker"))\""]).map { "-D\($0)" }
        )
    }

    private static let source = """
        #include <errno.h>
        #include <linux/filter.h>
        #include <linux/seccomp.h>
        #include <stddef.h>
        #include <sys/prctl.h>
        #include <sys/resource.h>
        #include <sys/syscall.h>
        #include <unistd.h>
        int main(int count, char **words) {
            struct sock_filter filter[] = {
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, CALL, 0, 3),
                BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, args[PLACE])),
                BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, VALUE, 0, 1),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
            };
            struct sock_fprog program = {6, filter};
            if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) || prctl(PR_SET_SECCOMP, 2, &program)) return 1;
            execv(WORKER, words);
            return 1;
        }
        """
}
