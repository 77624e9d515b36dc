#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace greenlight::test {

/// A folder of a test, gone with all that is in it when the test is over.
class Scratch {
public:
    Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Scratch(Scratch&&) = delete;
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch();

    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }

    /// Writes a file of this name and gives its path.
    std::filesystem::path write(const std::string& name, std::string_view content);
    std::filesystem::path write(const std::string& name, std::span<const std::uint8_t> content);

private:
    std::filesystem::path m_path;
};

/// The content of a file; empty when there is none.
[[nodiscard]] std::string contentOf(const std::filesystem::path& file);

/// `text` with the only occurrence of `from` replaced; CHECKs that there is exactly one.
[[nodiscard]] std::string with(std::string text, std::string_view from, std::string_view to);

} // namespace greenlight::test
