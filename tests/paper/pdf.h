#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

namespace greenlight::test {

/// What a command prints; empty when it fails.
inline std::string outputOf(const std::string& command) {
    std::FILE* const pipe = popen((command + " 2>/dev/null").c_str(), "r");
    std::string output;
    std::array<char, 4096> block{};
    while (const std::size_t size = fread(block.data(), 1, block.size(), pipe)) {
        output.append(block.data(), size);
    }
    return pclose(pipe) == 0 ? output : std::string();
}

/// The text of a PDF as another program reads it, in the order in which it was drawn.
inline std::string textOfPdf(const std::filesystem::path& file) {
    return outputOf("pdftotext -raw " + file.string() + " -");
}

inline std::string pagesOfPdf(const std::filesystem::path& file) {
    return outputOf("pdfinfo " + file.string() + " | sed -n 's/^Pages: *//p'");
}

/// The fonts of a PDF that are not embedded.
inline std::string strangeFontsOfPdf(const std::filesystem::path& file) {
    return outputOf("pdffonts " + file.string() + " | awk 'NR > 2 && $(NF - 4) != \"yes\"'");
}

} // namespace greenlight::test
