#include "tests/usb/station_folder.h"

#include "engine/base/clock.h"
#include "engine/base/sha256.h"
#include "tests/station/signer.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <sstream>

namespace greenlight::usb {

StationFolder::StationFolder(std::span<const probe::PortPath> ports,
                             std::span<const std::uint8_t> image) {
    release(image);
    std::string settings = fmt::format("[station]\nname = \"usb\"\ndata_dir = \"{0}/data\"\n"
                                       "recipes_dir = \"{0}\"\ntrust = \"{0}/release.pem\"\n",
                                       path().string());
    for (std::size_t i = 0; i < ports.size(); ++i) {
        settings += fmt::format("[[slot]]\nname = \"{}\"\nport = \"{}\"\n", i + 1, ports[i].text());
    }
    m_scratch.write("station.toml", settings);
}

void StationFolder::release(std::span<const std::uint8_t> image) {
    constexpr std::int64_t monthMicros = 30LL * 24 * 3600 * 1'000'000;
    const base::WallTime today = base::SystemClock().wall();
    const base::WallTime from{today.unixMicros - monthMicros};
    const base::WallTime until{today.unixMicros + monthMicros};
    const auto root =
        test::Signer::make({.commonName = "Root", .from = from, .until = until, .authority = true});
    const auto ada =
        test::Signer::make({.commonName = "Ada Release", .from = from, .until = until}, &root);
    m_scratch.write("release.pem", root.pem());
    std::filesystem::create_directories(path() / "recipe");
    m_scratch.write("recipe/firmware.bin", image);
    const std::string recipe =
        fmt::format("[recipe]\nname = \"drive\"\nversion = \"1\"\nproduct = \"D\"\n"
                    "device = \"STM32F407\"\n"
                    "[connect]\nmode = \"under-reset\"\nswd_khz = 4000\nvoltage_mv = [3000, 3600]\n"
                    "[[image]]\nfile = \"firmware.bin\"\nsha256 = \"{}\"\naddress = 0x08000000\n"
                    "[program]\nerase = \"sectors\"\nverify = \"both\"\n"
                    "[serial]\nsource = \"none\"\n[protect]\nrdp = 0\n",
                    base::toHex(base::sha256(image)));
    m_scratch.write("recipe/recipe.toml", recipe);
    m_scratch.write("recipe/recipe.toml.p7s", test::sign(recipe, {&ada}));
}

std::vector<std::string> StationFolder::command(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"--config", (path() / "station.toml").string()};
    all.insert(all.end(), words.begin(), words.end());
    return all;
}

std::vector<std::string> StationFolder::program(const std::vector<std::string>& slots) const {
    std::vector<std::string> words{"program", "--recipe", (path() / "recipe").string(), "--json"};
    for (const std::string& slot : slots) {
        words.insert(words.end(), {"--slot", slot});
    }
    return command(words);
}

std::map<std::string, nlohmann::json> attempts(const ChildEnd& end) {
    std::map<std::string, nlohmann::json> found;
    std::istringstream lines(end.output);
    for (std::string line; std::getline(lines, line);) {
        nlohmann::json json = nlohmann::json::parse(line, nullptr, false);
        EXPECT_FALSE(json.is_discarded()) << line;
        const std::string slot = json.value("slot", "");
        found[slot] = std::move(json);
    }
    return found;
}

} // namespace greenlight::usb
