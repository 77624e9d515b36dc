#pragma once

namespace greenlight::station::cli {

/// Reads the command line, carries it out and gives the program's exit status (see Exit).
int run(int argc, char** argv);

} // namespace greenlight::station::cli
