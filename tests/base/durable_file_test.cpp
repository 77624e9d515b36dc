#include "engine/base/durable_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace greenlight::base {
namespace {

namespace fs = std::filesystem;

class DurableFile : public testing::Test {
protected:
    void SetUp() override {
        std::string pattern = testing::TempDir() + "durable-XXXXXX";
        ASSERT_NE(mkdtemp(pattern.data()), nullptr);
        m_folder = pattern;
    }

    void TearDown() override { fs::remove_all(m_folder); }

    [[nodiscard]] fs::path file() const { return m_folder / "file"; }

    [[nodiscard]] std::string content() const {
        std::ifstream stream(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }

    [[nodiscard]] std::size_t filesInFolder() const {
        return static_cast<std::size_t>(
            std::distance(fs::directory_iterator(m_folder), fs::directory_iterator()));
    }

    fs::path m_folder;
};

TEST_F(DurableFile, IsWrittenWithItsModeAndWithoutARest) {
    EXPECT_EQ(writeNewFile(file(), "first", 0600), 0);
    EXPECT_EQ(content(), "first");
    EXPECT_EQ(replaceFile(file(), "second one", 0640), 0);
    EXPECT_EQ(content(), "second one");
    EXPECT_EQ(filesInFolder(), 1U);

    struct stat facts {};

    ASSERT_EQ(stat(file().c_str(), &facts), 0);
    EXPECT_EQ(facts.st_mode & 0777U, 0640U);
}

TEST_F(DurableFile, ThatIsNewIsNotWrittenOverAnother) {
    ASSERT_EQ(writeNewFile(file(), "first", 0600), 0);
    EXPECT_EQ(writeNewFile(file(), "second", 0600), EEXIST);
    EXPECT_EQ(content(), "first");
}

TEST_F(DurableFile, ThatIsNewIsNotWrittenThroughALink) {
    fs::create_symlink(m_folder / "elsewhere", file());
    EXPECT_EQ(writeNewFile(file(), "secret", 0600), EEXIST);
    EXPECT_FALSE(fs::exists(m_folder / "elsewhere"));
}

TEST_F(DurableFile, IsReplacedBesideWhatACutOffAttemptHasLeft) {
    std::ofstream(file().string() + ".part") << "half of";
    EXPECT_EQ(replaceFile(file(), "whole", 0600), 0);
    EXPECT_EQ(content(), "whole");
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(DurableFile, ThatCannotBeReplacedStays) {
    // A folder in the place of the file: the rename is refused.
    fs::create_directory(file());
    EXPECT_NE(replaceFile(file(), "text", 0600), 0);
    EXPECT_TRUE(fs::is_directory(file()));
    EXPECT_EQ(filesInFolder(), 1U);
}

TEST_F(DurableFile, InAFolderThatIsNotThereSaysSo) {
    EXPECT_EQ(writeNewFile(m_folder / "missing" / "file", "text", 0600), ENOENT);
    EXPECT_EQ(syncFile(m_folder / "missing"), ENOENT);
    EXPECT_EQ(syncFolderOf(m_folder / "missing" / "file"), ENOENT);
}

} // namespace
} // namespace greenlight::base
