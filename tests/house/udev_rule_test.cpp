// The udev rule that we ship speaks of the same devices as the program.
#include "engine/probe/stlink_product.h"

#include <fmt/format.h>
#include <fnmatch.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>
#include <string>

namespace greenlight {
namespace {

const std::filesystem::path rule =
    std::filesystem::path(GREENLIGHT_SOURCE_DIR) / "deploy/60-greenlight.rules";

/// What the rule wants an attribute to be; empty when it does not ask.
std::string wanted(const std::string& text, const std::string& attribute) {
    std::smatch match;
    const std::regex pattern("ATTR\\{" + attribute + "\\}==\"([^\"]*)\"");
    return std::regex_search(text, match, pattern) ? match[1].str() : std::string();
}

/// udev's alternatives are shell patterns between bars.
bool matches(const std::string& patterns, const std::string& value) {
    std::istringstream each(patterns);
    for (std::string pattern; std::getline(each, pattern, '|');) {
        if (fnmatch(pattern.c_str(), value.c_str(), 0) == 0) {
            return true;
        }
    }
    return false;
}

TEST(UdevRule, IsForEveryStLinkAndForNothingElse) {
    std::ifstream stream(rule);
    const std::string text(std::istreambuf_iterator<char>(stream), {});
    ASSERT_EQ(wanted(text, "idVendor"), fmt::format("{:04x}", probe::stVendor));
    const std::string products = wanted(text, "idProduct");
    for (unsigned number = 0; number <= 0xFFFF; ++number) {
        const auto product = static_cast<std::uint16_t>(number);
        ASSERT_EQ(matches(products, fmt::format("{:04x}", number)),
                  probe::isStLink(probe::stVendor, product))
            << fmt::format("{:04x}", number);
    }
}

} // namespace
} // namespace greenlight
