import Assay
import Foundation

// A reader that closed its end must not end the run: writes report it instead.
signal(SIGPIPE, SIG_IGN)
// A limit on the size of files is met like a full disk: the write says so, and nothing is left half done.
signal(SIGXFSZ, SIG_IGN)
let code = await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
exit(code.value)
