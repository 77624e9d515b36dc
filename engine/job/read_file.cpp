#include "engine/job/read_file.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace greenlight::job {
namespace {

constexpr std::uint64_t firstChunk = 64ULL << 10U;

/// An open file, closed at the end of its scope.
class Descriptor {
public:
    explicit Descriptor(int number) noexcept : m_number(number) {}

    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor(Descriptor&&) = delete;
    Descriptor& operator=(Descriptor&&) = delete;

    ~Descriptor() {
        if (m_number >= 0) {
            ::close(m_number);
        }
    }

    [[nodiscard]] int number() const noexcept { return m_number; }

private:
    int m_number;
};

Fault unreadable(const std::string& path, int error) {
    return Fault{.code = FaultCode::FileUnreadable,
                 .note = fmt::format("{}: {}", path, std::generic_category().message(error))};
}

} // namespace

Result<std::vector<std::uint8_t>> readFile(const std::string& path, std::uint64_t maxBytes) {
    // Without O_NONBLOCK the open of a named pipe would wait for its writer.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));

    struct stat status {};

    if (file.number() < 0 || ::fstat(file.number(), &status) != 0) {
        return unreadable(path, errno);
    }
    if (!S_ISREG(status.st_mode)) {
        return Fault{.code = FaultCode::FileUnreadable,
                     .note = fmt::format("{}: not a regular file", path)};
    }
    // The size of a file can change while it is read, so the end is where reading finds it.
    std::vector<std::uint8_t> content;
    const auto size = static_cast<std::uint64_t>(std::max<std::int64_t>(status.st_size, 0));
    std::uint64_t chunk = std::max(firstChunk, std::min(size, maxBytes) + 1);
    while (content.size() <= maxBytes) {
        const std::size_t before = content.size();
        content.resize(before + chunk);
        const ssize_t got = ::read(file.number(), content.data() + before, chunk);
        if (got < 0 && errno != EINTR) {
            return unreadable(path, errno);
        }
        content.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
        if (got == 0) {
            return content;
        }
        chunk = firstChunk;
    }
    return Fault{.code = FaultCode::FileTooLarge,
                 .note = fmt::format("{}: more than {} bytes", path, maxBytes)};
}

} // namespace greenlight::job
