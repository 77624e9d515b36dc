#include "tests/usb/child_process.h"

#include "engine/base/check.h"
#include "tests/usb/preload_socket.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

namespace greenlight::usb {

namespace {

using SteadyClock = std::chrono::steady_clock;

/// More than any peer says; what comes after is dropped.
constexpr std::size_t mostOutput = std::size_t{8} * 1024 * 1024;

std::string_view nameOf(std::string_view assignment) {
    return assignment.substr(0, assignment.find('='));
}

std::vector<std::string> joined(const std::vector<std::string>& changes) {
    std::vector<std::string> all = changes;
    for (char** each = environ; *each != nullptr; ++each) {
        const bool changed = std::ranges::any_of(
            changes, [each](const std::string& change) { return nameOf(change) == nameOf(*each); });
        if (!changed) {
            all.emplace_back(*each);
        }
    }
    return all;
}

std::vector<char*> pointersTo(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    std::ranges::transform(texts, std::back_inserter(pointers),
                           [](std::string& text) { return text.data(); });
    pointers.push_back(nullptr);
    return pointers;
}

struct Pipe {
    OwnedFd read{};
    OwnedFd write{};
};

Pipe makePipe() {
    std::array<int, 2> ends{};
    CHECK(pipe2(ends.data(), O_CLOEXEC) == 0);
    return {OwnedFd(ends[0]), OwnedFd(ends[1])};
}

/// Reads once; false at the end.
bool readSome(int fd, std::string& into) {
    std::array<char, 16384> part{};
    const ssize_t got = read(fd, part.data(), part.size());
    if (got <= 0) {
        return got < 0 && errno == EINTR;
    }
    if (into.size() < mostOutput) {
        into.append(part.data(), static_cast<std::size_t>(got));
    }
    return true;
}

/// Reads both until they end; false when `deadline` comes first.
bool listen(Pipe& output, Pipe& errors, SteadyClock::time_point deadline, ChildEnd& end) {
    while (output.read.valid() || errors.read.valid()) {
        const auto rest =
            std::chrono::ceil<std::chrono::milliseconds>(deadline - SteadyClock::now());
        std::array<pollfd, 2> watched{pollfd{output.read.get(), POLLIN, 0},
                                      pollfd{errors.read.get(), POLLIN, 0}};
        if (rest.count() <= 0 ||
            poll(watched.data(), watched.size(), static_cast<int>(rest.count())) == 0) {
            return false;
        }
        if (watched[0].revents != 0 && !readSome(output.read.get(), end.output)) {
            output.read.reset();
        }
        if (watched[1].revents != 0 && !readSome(errors.read.get(), end.errors)) {
            errors.read.reset();
        }
    }
    return true;
}

[[noreturn]] void become(std::vector<char*>& command, std::vector<char*>& environment,
                         const Pipe& output, const Pipe& errors, const char* folder) {
    // Only what is allowed between fork and exec.
    setpgid(0, 0);
    const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (dup2(nothing, STDIN_FILENO) < 0 || dup2(output.write.get(), STDOUT_FILENO) < 0 ||
        dup2(errors.write.get(), STDERR_FILENO) < 0 || chdir(folder) != 0) {
        _exit(126);
    }
    execvpe(command[0], command.data(), environment.data());
    _exit(127);
}

} // namespace

ChildEnd runChild(const std::vector<std::string>& command,
                  const std::vector<std::string>& environment, std::chrono::seconds patience,
                  const std::filesystem::path& folder) {
    std::vector<std::string> words = command;
    std::vector<std::string> variables = joined(environment);
    std::vector<char*> wordPointers = pointersTo(words);
    std::vector<char*> variablePointers = pointersTo(variables);
    Pipe output = makePipe();
    Pipe errors = makePipe();
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        become(wordPointers, variablePointers, output, errors, folder.c_str());
    }
    output.write.reset();
    errors.write.reset();
    ChildEnd end;
    if (!listen(output, errors, SteadyClock::now() + patience, end)) {
        end.timedOut = true;
        kill(-child, SIGKILL);
        kill(child, SIGKILL);
    }
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
    }
    end.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    return end;
}

} // namespace greenlight::usb
