// The house as a test: which room may look into which, and what no file may contain. It reads the
// sources as they are, so a rule that is broken anywhere fails here with file and line.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <optional>
#include <regex>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace greenlight {
namespace {

namespace fs = std::filesystem;

const fs::path root = GREENLIGHT_SOURCE_DIR;

/// What each room may include besides itself; the arrows only ever point this way.
const std::map<std::string, std::set<std::string>> arrows{
    {"engine/base", {}},
    {"engine/probe", {"engine/base"}},
    {"engine/target", {"engine/base", "engine/probe"}},
    {"engine/job", {"engine/base", "engine/probe", "engine/target"}},
    {"engine/sim", {"engine/base", "engine/probe"}},
    {"db", {"engine/base", "engine/job"}},
    {"station", {"engine/base", "engine/probe", "engine/target", "engine/job", "engine/sim", "db"}},
    {"station/paper",
     {"engine/base", "engine/probe", "engine/target", "engine/job", "engine/sim", "db", "station"}},
    {"station/sound", {}},
    {"station/view",
     {"engine/base", "engine/probe", "engine/target", "engine/job", "engine/sim", "db", "station",
      "station/paper", "station/sound"}},
    {"station/cli",
     {"engine/base", "engine/probe", "engine/target", "engine/job", "engine/sim", "db", "station",
      "station/paper", "station/view"}},
};

struct Line {
    fs::path file;
    std::size_t number;
    std::string text;

    [[nodiscard]] std::string where() const {
        return file.lexically_relative(root).string() + ":" + std::to_string(number) + ": " + text;
    }
};

bool contains(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

std::vector<fs::path> sources() {
    std::vector<fs::path> files;
    for (const char* folder : {"engine", "db", "station", "tests"}) {
        for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
            const fs::path extension = entry.path().extension();
            if (entry.is_regular_file() && (extension == ".h" || extension == ".cpp")) {
                files.push_back(entry.path());
            }
        }
    }
    return files;
}

template <typename Visit>
void forEachLine(const Visit& visit) {
    for (const fs::path& file : sources()) {
        std::ifstream stream(file);
        std::string text;
        for (std::size_t number = 1; std::getline(stream, text); ++number) {
            visit(Line{file, number, text});
        }
    }
}

/// The deepest room a path lies in; none for tests and other places outside the house.
std::optional<std::string> roomOf(const std::string& path) {
    std::optional<std::string> found;
    for (const auto& [room, unused] : arrows) {
        if (path.starts_with(room + "/") && (!found || room.size() > found->size())) {
            found = room;
        }
    }
    return found;
}

/// What is included, without its brackets or quotes; empty for another line.
std::string included(const std::string& text) {
    static const std::regex pattern(R"(^\s*#\s*include\s*[<"]([^>"]+)[>"])");
    std::smatch match;
    return std::regex_search(text, match, pattern) ? match[1].str() : std::string();
}

TEST(House, HasSourcesToLookAt) { EXPECT_GT(sources().size(), 50U); }

TEST(House, ArrowsBetweenRoomsNeverPointBack) {
    forEachLine([](const Line& line) {
        const auto from = roomOf(line.file.lexically_relative(root).string());
        const auto to = roomOf(included(line.text));
        // The program itself begins at the command line.
        if (from && to && *from != *to && line.file.filename() != "main.cpp") {
            EXPECT_TRUE(arrows.at(*from).contains(*to)) << line.where();
        }
    });
}

TEST(House, OwnHeadersAreIncludedFromTheRoot) {
    forEachLine([](const Line& line) {
        const std::string header = included(line.text);
        if (line.text.find('"') != std::string::npos && !header.empty()) {
            const bool generated = !fs::exists(root / header);
            EXPECT_TRUE(header.find('/') != std::string::npos || generated) << line.where();
        }
    });
}

struct Library {
    const char* prefix;               ///< how its headers start
    std::vector<std::string> allowed; ///< where it may be included, as path prefixes
};

TEST(House, LibrariesStayInTheRoomThatNeedsThem) {
    const std::vector<Library> libraries{
        {"libusb", {"engine/probe/usb_", "tests/usb/"}},
        {"sqlite3", {"db/", "tests/db/", "tests/line/", "tests/qml/", "tests/system/"}},
        {"SQLiteCpp/", {"db/", "tests/db/"}},
        {"Q", {"station/paper/", "station/view/", "tests/paper/", "tests/qml/"}},
        {"alsa/", {"station/sound/loudspeaker"}},
        {"xlsxwriter", {"station/export_xlsx"}},
        {"toml++/", {"station/"}},
        {"CLI/", {"station/", "tests/"}},
        {"libelf", {"engine/job/elf_file", "tests/job/"}},
        {"gelf", {"engine/job/elf_file", "tests/job/"}},
    };
    forEachLine([&libraries](const Line& line) {
        const std::string header = included(line.text);
        const std::string file = line.file.lexically_relative(root).string();
        for (const Library& library : libraries) {
            if (header.starts_with(library.prefix)) {
                EXPECT_TRUE(std::ranges::any_of(library.allowed, [&file](const std::string& place) {
                    return file.starts_with(place);
                })) << line.where();
            }
        }
    });
}

TEST(House, TimeComesFromTheClockOnly) {
    const std::regex forbidden(
        R"(sleep_for|sleep_until|steady_clock::now|system_clock::now|\busleep\(|\bnanosleep\()");
    forEachLine([&forbidden](const Line& line) {
        const std::string file = line.file.lexically_relative(root).string();
        const bool itself =
            file.starts_with("engine/base/clock") || file.starts_with("tests/house");
        // Test-side servers and processes live in real time, outside the product.
        const bool outside = file.starts_with("tests/usb/") || file.starts_with("tests/system/");
        if (!itself && !outside) {
            EXPECT_FALSE(std::regex_search(line.text, forbidden)) << line.where();
        }
    });
}

TEST(House, NothingIsLeftForLater) {
    const std::regex words(R"(\bTODO\b|\bFIXME\b|\bXXX\b|DISABLED_|GTEST_SKIP)");
    forEachLine([&words](const Line& line) {
        if (!line.file.lexically_relative(root).string().starts_with("tests/house")) {
            EXPECT_FALSE(std::regex_search(line.text, words)) << line.where();
        }
    });
}

TEST(House, HasEveryTestThatTheListOfPainsNames) {
    std::string tests;
    for (const auto& entry : fs::recursive_directory_iterator(root / "tests")) {
        const bool list = entry.path().filename() == "CMakeLists.txt";
        if (entry.is_regular_file() && (list || entry.path().extension() == ".cpp")) {
            std::ifstream stream(entry.path());
            tests.append(std::istreambuf_iterator<char>(stream), {});
        }
    }
    std::ifstream list(root / "doc" / "pains.md");
    const std::regex named("`(\\w+)\\.(\\w+)`");
    std::size_t found = 0;
    for (std::string line; std::getline(list, line);) {
        for (std::sregex_iterator each(line.begin(), line.end(), named), end; each != end; ++each) {
            const std::string suite = (*each)[1];
            const std::string test = (*each)[2];
            ++found;
            // In the sources as googletest wants it, in the build as it is added.
            EXPECT_TRUE(contains(tests, "(" + suite + ", " + test + ")") ||
                        contains(tests, "NAME " + suite + "." + test))
                << suite << "." << test;
        }
    }
    EXPECT_GT(found, 50U);
}

TEST(House, LinesFitIntoAHundredColumns) {
    forEachLine([](const Line& line) {
        const auto columns = std::ranges::count_if(line.text, [](char byte) {
            return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
        });
        // One is generated, the other a table whose rows are whole instructions.
        const bool table = line.file.filename() == "blobs.cpp" ||
                           line.file.filename() == "thumb_instruction_test.cpp";
        EXPECT_TRUE(table || columns <= 100) << line.where();
    });
}

TEST(House, EveryHeaderIsIncludedOnce) {
    for (const fs::path& file : sources()) {
        // The wire format is C as well and opens with its own comment.
        if (file.extension() == ".h" && file.parent_path().filename() != "loader") {
            std::ifstream stream(file);
            std::string first;
            std::getline(stream, first);
            EXPECT_EQ(first, "#pragma once") << file;
        }
    }
}

} // namespace
} // namespace greenlight
