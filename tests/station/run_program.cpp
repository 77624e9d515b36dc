#include "tests/station/run_program.h"

#include "engine/base/check.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>

namespace greenlight::test {

namespace {

/// In the child, between fork and exec: nothing here may allocate.
[[noreturn]] void become(char* const* arguments, int in, int out, int err) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::dup2(in, STDIN_FILENO) >= 0 && ::dup2(out, STDOUT_FILENO) >= 0 &&
        ::dup2(err, STDERR_FILENO) >= 0) {
        ::execv(arguments[0], arguments);
    }
    ::_exit(127);
}

int openFor(const std::string& file, int flags) {
    const int descriptor = ::open(file.c_str(), flags | O_CLOEXEC, 0644);
    CHECK(descriptor >= 0);
    return descriptor;
}

} // namespace

RunningProgram::RunningProgram(const std::vector<std::string>& arguments, std::optional<int> out,
                               std::string_view input) {
    std::vector<std::string> words{GREENLIGHT_PROGRAM};
    words.insert(words.end(), arguments.begin(), arguments.end());
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    const int in = openFor(m_scratch.write("in", input).string(), O_RDONLY);
    const int output = openFor((m_scratch.path() / "out").string(), O_WRONLY | O_CREAT);
    const int errors = openFor((m_scratch.path() / "err").string(), O_WRONLY | O_CREAT);
    // The program asks the environment for its operator and, in training, for a place of its own.
    CHECK(::setenv("GREENLIGHT_OPERATOR", "Test Operator", 1) == 0);
    CHECK(::setenv("HOME", m_scratch.path().c_str(), 1) == 0);
    m_process = ::fork();
    CHECK(m_process >= 0);
    if (m_process == 0) {
        become(pointers.data(), in, out.value_or(output), errors);
    }
    for (const int descriptor : {in, output, errors}) {
        CHECK(::close(descriptor) == 0);
    }
}

RunningProgram::~RunningProgram() {
    if (m_process > 0) {
        (void)::kill(m_process, SIGKILL);
        (void)::waitpid(m_process, nullptr, 0);
    }
}

void RunningProgram::signal(int number) const { CHECK(::kill(m_process, number) == 0); }

Ran RunningProgram::wait() {
    int status = 0;
    CHECK(::waitpid(m_process, &status, 0) == m_process);
    m_process = -1;
    return {.exit = WIFEXITED(status) ? WEXITSTATUS(status) : -1,
            .out = contentOf(m_scratch.path() / "out"),
            .err = contentOf(m_scratch.path() / "err")};
}

Ran run(const std::vector<std::string>& arguments, std::string_view input) {
    return RunningProgram(arguments, std::nullopt, input).wait();
}

Ran runOntoFullDisk(const std::vector<std::string>& arguments) {
    const int full = openFor("/dev/full", O_WRONLY);
    Ran ran = RunningProgram(arguments, full).wait();
    CHECK(::close(full) == 0);
    return ran;
}

Ran runIntoClosedPipe(const std::vector<std::string>& arguments) {
    int ends[2] = {-1, -1};
    CHECK(::pipe2(ends, O_CLOEXEC) == 0 && ::close(ends[0]) == 0);
    Ran ran = RunningProgram(arguments, ends[1]).wait();
    CHECK(::close(ends[1]) == 0);
    return ran;
}

} // namespace greenlight::test
