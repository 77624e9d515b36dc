#include "tests/usb/host_gap.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace greenlight::usb {

namespace {

struct Schedule {
    std::int64_t ran = 0;
    std::int64_t waited = 0;
};

/// The first two numbers of a schedstat file are nanoseconds on a processor and in its queue.
Schedule readSchedule(int fd) {
    std::array<char, 96> text{};
    Schedule schedule;
    if (fd >= 0 && pread(fd, text.data(), text.size() - 1, 0) > 0) {
        long long ran = 0;
        long long waited = 0;
        // NOLINTNEXTLINE(cert-err34-c): numbers of the kernel; zero is a fine answer to nonsense.
        if (std::sscanf(text.data(), "%lld %lld", &ran, &waited) == 2) {
            schedule = {ran, waited};
        }
    }
    return schedule;
}

} // namespace

HostGap::HostGap(int process)
    : m_theirs(::open(fmt::format("/proc/{}/task/{}/schedstat", process, process).c_str(),
                      O_RDONLY | O_CLOEXEC)) {}

HostGap::Moment HostGap::look() const {
    // Opened by every thread that serves, once.
    thread_local const OwnedFd ours(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC));
    const Schedule theirs = readSchedule(m_theirs.get());
    const Schedule own = readSchedule(ours.get());
    return {std::chrono::steady_clock::now(), Duration(theirs.ran + theirs.waited + own.waited)};
}

Duration HostGap::arrived() {
    if (!m_talked) {
        return {};
    }
    const Moment now = look();
    const Duration slept = (now.real - m_last.real) - (now.busy - m_last.busy);
    return slept >= shortest ? slept : Duration::zero();
}

void HostGap::answered() {
    m_talked = true;
    m_last = look();
}

} // namespace greenlight::usb
