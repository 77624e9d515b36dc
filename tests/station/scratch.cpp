#include "tests/station/scratch.h"

#include "engine/base/check.h"

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace greenlight::test {

Scratch::Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "greenlight-XXXXXX").string();
    CHECK(::mkdtemp(name.data()) != nullptr);
    m_path = name;
}

Scratch::~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

std::filesystem::path Scratch::write(const std::string& name, std::string_view content) {
    std::filesystem::path file = m_path / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream stream(file, std::ios::binary);
    stream.write(content.data(), static_cast<std::streamsize>(content.size()));
    stream.close();
    CHECK(!stream.fail());
    return file;
}

std::filesystem::path Scratch::write(const std::string& name,
                                     std::span<const std::uint8_t> content) {
    return write(name,
                 std::string_view(reinterpret_cast<const char*>(content.data()), content.size()));
}

std::string contentOf(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), std::istreambuf_iterator<char>()};
}

std::string with(std::string text, std::string_view from, std::string_view to) {
    const std::size_t at = text.find(from);
    CHECK(at != std::string::npos && text.find(from, at + 1) == std::string::npos);
    return text.replace(at, from.size(), to);
}

} // namespace greenlight::test
