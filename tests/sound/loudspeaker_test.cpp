// Real ALSA down to its device, which is a file here: what it plays lies in it.
#include "station/sound/loudspeaker.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace greenlight::station::sound {
namespace {

namespace fs = std::filesystem;

class Speaking : public testing::Test {
protected:
    Speaking() {
        std::string pattern = fs::temp_directory_path() / "greenlight-sound-XXXXXX";
        m_folder = ::mkdtemp(pattern.data());
        std::ofstream(m_folder / "asound.conf")
            << "pcm.!default { type file file \"" << played().string()
            << "\" format raw slave.pcm nothing }\n"
            << "pcm.nothing { type null }\n";
        // ALSA reads its files anew when they are others.
        (void)::setenv("ALSA_CONFIG_PATH", (m_folder / "asound.conf").c_str(), 1);
    }

    ~Speaking() override {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }

    [[nodiscard]] fs::path played() const { return m_folder / "played.raw"; }

    /// What the device was given, without the silence around it.
    [[nodiscard]] std::vector<std::int16_t> heard() const {
        std::ifstream file(played(), std::ios::binary);
        const std::string bytes((std::istreambuf_iterator<char>(file)), {});
        std::vector<std::int16_t> samples(bytes.size() / sizeof(std::int16_t));
        std::memcpy(samples.data(), bytes.data(), samples.size() * sizeof(std::int16_t));
        return trimmed(std::move(samples));
    }

    static std::vector<std::int16_t> trimmed(std::vector<std::int16_t> samples) {
        while (!samples.empty() && samples.back() == 0) {
            samples.pop_back();
        }
        return samples;
    }

    fs::path m_folder;
};

TEST_F(Speaking, GivesTheDeviceTheWholeChime) {
    Loudspeaker speaker;
    speaker.play(Chime::Failed, 80);
    speaker.waitUntilQuiet();
    EXPECT_EQ(heard(), trimmed(samplesOf(Chime::Failed, 80)));
}

TEST_F(Speaking, PlaysNothingAtVolumeNought) {
    Loudspeaker speaker;
    speaker.play(Chime::Failed, 0);
    speaker.waitUntilQuiet();
    EXPECT_FALSE(fs::exists(played()));
}

TEST_F(Speaking, OutlivesADeviceThatIsNotThere) {
    Loudspeaker speaker("no-such-device");
    speaker.play(Chime::Passed, 50);
    speaker.waitUntilQuiet();
    speaker.play(Chime::Failed, 50);
    speaker.waitUntilQuiet();
    EXPECT_FALSE(fs::exists(played()));
}

TEST_F(Speaking, EndsAtOnceHoweverMuchWaits) {
    Loudspeaker speaker;
    for (int i = 0; i < 1000; ++i) {
        speaker.play(Chime::Failed, 50);
        speaker.play(Chime::Taken, 50);
    }
}

} // namespace
} // namespace greenlight::station::sound
