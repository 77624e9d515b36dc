#include "engine/probe/bench.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace greenlight::probe {
namespace {

TEST(PortPath, ReadsBusAndPorts) {
    const auto path = PortPath::parse("1-1.2");
    ASSERT_TRUE(path.has_value());
    EXPECT_EQ(path->text(), "1-1.2");
    EXPECT_FALSE(path->empty());
    EXPECT_TRUE(PortPath().empty());
}

TEST(PortPath, SortsPortTwoBeforePortTen) {
    std::vector<PortPath> paths;
    paths.reserve(4);
    for (const char* text : {"2-1", "1-10", "1-2.1", "1-2"}) {
        paths.push_back(PortPath::parse(text).value());
    }
    std::ranges::sort(paths);
    std::vector<std::string> texts;
    texts.reserve(paths.size());
    for (const PortPath& path : paths) {
        texts.push_back(path.text());
    }
    EXPECT_EQ(texts, (std::vector<std::string>{"1-2", "1-2.1", "1-10", "2-1"}));
}

TEST(PortPath, RefusesWhatIsNoSocket) {
    for (const char* text : {"", "1", "1-", "-1", "1-0", "0-1", "1-01", "1-1.", "1.1", "1-1-1",
                             "1-256", "1-1 ", " 1-1", "1-a", "1-1.1.1.1.1.1.1.1"}) {
        EXPECT_FALSE(PortPath::parse(text).has_value()) << text;
    }
    EXPECT_TRUE(PortPath::parse("255-1.1.1.1.1.1.255").has_value());
}

} // namespace
} // namespace greenlight::probe
