// What people and other tools write: settings, recipes, signatures, labels.
#include "engine/base/check.h"
#include "engine/job/recipe.h"
#include "engine/job/unit_image.h"
#include "station/settings.h"
#include "tests/fuzz/reader.h"
#include "tests/station/recipe_desk.h"

#include <array>

namespace greenlight::fuzz {

namespace {

bool isAbout(const Fault& fault, unsigned hundred) {
    return static_cast<unsigned>(fault.code) / 100 == hundred;
}

} // namespace

void takeSettings(Bytes bytes) {
    static test::Scratch scratch;
    const auto settings = station::readSettings(scratch.write("station.toml", bytes));
    if (!settings) {
        CHECK(isAbout(settings.fault(), 7) || isAbout(settings.fault(), 9));
        return;
    }
    CHECK(!settings->name.empty());
    CHECK(settings->slots.size() <= station::mostSlots);
    CHECK(settings->signaturesRequired == 1 || settings->signaturesRequired == 2);
    for (const job::SlotPlace& slot : settings->slots) {
        CHECK(!slot.name.empty() && !slot.port.empty());
    }
}

/// The text of a recipe that somebody with the right to do so has signed as it is.
void takeRecipe(Bytes bytes) {
    static test::RecipeDesk desk;
    static const auto trust =
        station::Trust::read(desk.scratch.write("release.pem", desk.root.pem()));
    CHECK(trust.ok());
    desk.release(textOf(bytes), {&desk.ada});
    const auto recipe = station::readRecipe(desk.scratch.path(), *trust, 1, test::now);
    if (!recipe) {
        CHECK(isAbout(recipe.fault(), 7));
        return;
    }
    CHECK((*recipe)->image != nullptr);
    CHECK(!(*recipe)->name.empty() && !(*recipe)->product.empty() && !(*recipe)->device.empty());
    CHECK((*recipe)->lowMillivolts > 0 && (*recipe)->lowMillivolts < (*recipe)->highMillivolts);
    CHECK((*recipe)->rdp <= 1);
    CHECK(!(*recipe)->boot || (*recipe)->boot->mask != 0);
    CHECK((*recipe)->digest == base::sha256(bytes));
}

/// A signature that came with a recipe. The certificate is kept beside the corpus, so that a good
/// signature stays one.
void takeSignature(Bytes bytes) {
    static const auto trust = station::Trust::read(GREENLIGHT_FUZZ_FOLDER "/release.pem");
    CHECK(trust.ok());
    const auto signers = trust->signersOf("what was signed\n", bytes, test::now);
    CHECK(signers.ok() ? !signers->empty() : isAbout(signers.fault(), 7));
}

/// A label, and where it is to go.
void takeSerial(Bytes bytes) {
    static const auto image = [] {
        const std::vector<std::uint8_t> content(512, 0xC3);
        return std::make_shared<const job::Image>(*job::parseImage("a.bin", content, 0x0800'0100));
    }();
    static constexpr std::array patterns{"", "^TH200-[0-9]{6}$", "^[A-Z]{2}[0-9]+$", ".*"};
    Reader reader(bytes);
    job::Recipe recipe;
    recipe.image = image;
    recipe.serial.source = job::SerialSource::Scan;
    recipe.serial.pattern = patterns.at(reader.byte() % patterns.size());
    recipe.serial.format = static_cast<job::SerialFormat>(reader.byte() % 7);
    recipe.serial.address =
        reader.byte() % 2 == 0 ? 0x0800'0000 + reader.number(2) : reader.number();
    const std::string serial = textOf(reader.rest());
    const bool good = job::checkSerial(recipe.serial, serial).ok();
    CHECK(!good || (!serial.empty() && serial.size() <= job::longestSerial));
    const auto encoded = job::encodeSerial(recipe.serial.format, serial);
    const auto segments = job::unitSegments(recipe, serial, job::Uid{1, 2, 3});
    if (!encoded || !segments) {
        return;
    }
    std::uint64_t end = 0;
    bool found = false;
    for (const job::Segment& segment : *segments) {
        CHECK(end == 0 || segment.address > end);
        end = segment.end();
        const std::uint64_t from = *recipe.serial.address;
        if (from >= segment.address && from + encoded->size() <= segment.end()) {
            const auto begin =
                segment.bytes.begin() + static_cast<std::ptrdiff_t>(from - segment.address);
            found = std::equal(encoded->begin(), encoded->end(), begin);
        }
    }
    CHECK(found || encoded->empty());
}

} // namespace greenlight::fuzz
