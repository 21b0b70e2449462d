import Assay
import Foundation

// A reader that closed its end must not end the run: writes report it instead.
signal(SIGPIPE, SIG_IGN)
let code = await CommandLineTool.run(Array(CommandLine.arguments.dropFirst()))
exit(code.value)
