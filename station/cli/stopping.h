#pragma once

#include <csignal>

namespace greenlight::station::cli {

/// While it lives, Ctrl-C and a request to end do not end the program but are remembered. One at a
/// time.
class Stopping {
public:
    Stopping() {
        s_asked = 0;
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            (void)std::signal(signal, [](int) { s_asked = 1; });
        }
    }

    Stopping(const Stopping&) = delete;
    Stopping& operator=(const Stopping&) = delete;
    Stopping(Stopping&&) = delete;
    Stopping& operator=(Stopping&&) = delete;

    ~Stopping() {
        for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
            (void)std::signal(signal, SIG_DFL);
        }
    }

    [[nodiscard]] bool asked() const noexcept { return s_asked != 0; }

private:
    static inline volatile std::sig_atomic_t s_asked = 0;
};

} // namespace greenlight::station::cli
