#include "station/cli/command_line.h"

int main(int argc, char** argv) { return greenlight::station::cli::run(argc, argv); }
