#pragma once

#include "tests/station/scratch.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight::test {

/// What a run of the program left behind.
struct Ran {
    int exit = -1; ///< the exit status; -1 when a signal ended it
    std::string out{};
    std::string err{};
};

/// A run of the built program as a process of its own. It dies with the test.
class RunningProgram {
public:
    /// Starts it with these arguments. Its standard output goes to the descriptor `out`, if given;
    /// `input` is all that its standard input holds.
    explicit RunningProgram(const std::vector<std::string>& arguments,
                            std::optional<int> out = std::nullopt, std::string_view input = {});
    RunningProgram(const RunningProgram&) = delete;
    RunningProgram& operator=(const RunningProgram&) = delete;
    RunningProgram(RunningProgram&&) = delete;
    RunningProgram& operator=(RunningProgram&&) = delete;
    ~RunningProgram();

    void signal(int number) const;

    /// Waits for its end; the time limit of the test is the deadline.
    Ran wait();

private:
    Scratch m_scratch;
    int m_process = -1;
};

/// Runs the program to its end.
Ran run(const std::vector<std::string>& arguments, std::string_view input = {});

/// Runs it with a standard output that takes nothing: a full disk, a pipe nobody reads any more.
Ran runOntoFullDisk(const std::vector<std::string>& arguments);
Ran runIntoClosedPipe(const std::vector<std::string>& arguments);

} // namespace greenlight::test
