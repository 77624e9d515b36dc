#include "station/cli/acting.h"

#include <fmt/format.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace greenlight::station::cli {

namespace {

constexpr std::size_t longestSecret = 256;

Fault noSecret(std::string note) {
    return {.code = FaultCode::CredentialUnfit, .note = std::move(note)};
}

/// As long as it lives the terminal shows nothing of what is typed, and Ctrl-C is a letter: a
/// program that died here would leave the terminal dumb.
class Hidden {
public:
    Hidden() : m_terminal(::tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (m_terminal) {
            termios silent = m_before;
            silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
            (void)::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
        }
    }

    Hidden(const Hidden&) = delete;
    Hidden& operator=(const Hidden&) = delete;
    Hidden(Hidden&&) = delete;
    Hidden& operator=(Hidden&&) = delete;

    ~Hidden() {
        if (m_terminal) {
            (void)::tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
            (void)std::fputs("\n", stderr);
        }
    }

    [[nodiscard]] bool terminal() const noexcept { return m_terminal; }

private:
    termios m_before{};
    bool m_terminal;
};

/// Byte by byte: what follows the line is for whoever reads next.
Result<std::string> readLine() {
    constexpr char interrupt = 3;
    std::string line;
    for (char byte = 0; line.size() <= longestSecret;) {
        const ssize_t count = ::read(STDIN_FILENO, &byte, 1);
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count <= 0 || byte == '\n') {
            if (line.ends_with('\r')) {
                line.pop_back();
            }
            return line.empty() ? Result<std::string>(noSecret("none was given")) : line;
        }
        if (byte == interrupt) {
            return noSecret("none was given");
        }
        line += byte;
    }
    return noSecret(fmt::format("it is longer than {} bytes", longestSecret));
}

} // namespace

Result<std::string> readSecret(const std::string& prompt) {
    const Hidden hidden;
    if (hidden.terminal()) {
        (void)std::fputs(fmt::format("{}: ", prompt).c_str(), stderr);
    }
    return readLine();
}

Result<std::string> readNewPin(const std::string& name) {
    std::string pin = TRY(readSecret(fmt::format("new PIN of {}", name)));
    if (::isatty(STDIN_FILENO) != 0 && TRY(readSecret("once more")) != pin) {
        return noSecret("the second one was another");
    }
    return pin;
}

Note noteInto(db::Journal& journal) {
    return [&journal](db::EntryKind kind, nlohmann::ordered_json data) -> Result<void> {
        TRY(journal.append(kind, data));
        return {};
    };
}

Result<Actor> actAs(const Workplace& place, db::Journal& journal, Clock& clock,
                    const std::string& as, Act act) {
    if (!place.settings().signIn.wanted) {
        return as.empty() ? Result<Actor>(Actor{.name = operatorAtTheComputer()})
                          : Fault{.code = FaultCode::NotAllowed,
                                  .note = "nobody signs in at this station: leave --as away"};
    }
    if (as.empty()) {
        return Fault{.code = FaultCode::NotSignedIn, .note = "--as NAME says who does it"};
    }
    People people = TRY(People::open(journal, pinVaultOf(place.settings()), clock));
    const std::string secret = TRY(readSecret(fmt::format("PIN of {}", as)));
    return people.authorise({.who = as, .pin = secret}, act, noteInto(journal));
}

} // namespace greenlight::station::cli
