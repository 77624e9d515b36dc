// The bytes that are kept: one good example or more of everything, and what ever broke something.
#include "tests/fuzz/targets.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <vector>

namespace greenlight::fuzz {
namespace {

namespace fs = std::filesystem;

using Content = std::vector<std::uint8_t>;

/// The files of a target, in the order of their names.
std::vector<Content> corpusOf(std::string_view name) {
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(fs::path(GREENLIGHT_FUZZ_FOLDER) / "corpus" / name)) {
        files.push_back(entry.path());
    }
    std::ranges::sort(files);
    std::vector<Content> contents;
    for (const fs::path& file : files) {
        std::ifstream stream(file, std::ios::binary);
        contents.emplace_back(std::istreambuf_iterator<char>(stream),
                              std::istreambuf_iterator<char>());
    }
    return contents;
}

class Corpus : public testing::TestWithParam<Target> {};

TEST_P(Corpus, IsTakenAsItIs) {
    const auto contents = corpusOf(GetParam().name);
    EXPECT_FALSE(contents.empty());
    for (const Content& content : contents) {
        GetParam().run(content);
    }
    GetParam().run({});
}

TEST_P(Corpus, IsTakenWithSomethingChanged) {
    std::minstd_rand random(1);
    for (const Content& content : corpusOf(GetParam().name)) {
        for (unsigned round = 0; round < 20 && !content.empty(); ++round) {
            Content changed = content;
            for (unsigned change = 0; change <= round % 3; ++change) {
                changed[random() % changed.size()] = static_cast<std::uint8_t>(random() >> 7U);
            }
            if (round % 4 == 3) {
                changed.resize(random() % changed.size());
            }
            GetParam().run(changed);
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Of, Corpus, testing::ValuesIn(targets().begin(), targets().end()),
                         [](const auto& chosen) { return std::string(chosen.param.name); });

TEST(FuzzTargets, AreInTheOrderOfTheirNames) {
    EXPECT_TRUE(std::ranges::is_sorted(targets(), {}, &Target::name));
}

} // namespace
} // namespace greenlight::fuzz
