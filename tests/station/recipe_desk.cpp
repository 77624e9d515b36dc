#include "tests/station/recipe_desk.h"

#include "engine/base/sha256.h"

#include <fmt/format.h>

namespace greenlight::test {

RecipeDesk::RecipeDesk() {
    m_text = R"([recipe]
name = "thermostat-main"
version = "1.4.2"
product = "TH-200"
device = "STM32F103C8"

[connect]
mode = "auto"
swd_khz = 1800
voltage_mv = [2700, 3500]

[program]
erase = "chip"
verify = "both"

[serial]
source = "scan"
pattern = "^TH200-[0-9]{6}$"
address = 0x0800FF00
format = "ascii"

[protect]
rdp = 1
may_unprotect = true

)" + image("firmware.bin", std::string(1024, 'f'), "0x08000000");
    release(m_text);
}

void RecipeDesk::release(const std::string& text, const std::vector<const Signer*>& signers) {
    scratch.write("recipe.toml", text);
    scratch.write("recipe.toml.p7s",
                  sign(text, signers.empty() ? std::vector<const Signer*>{&ada, &grace} : signers));
}

Result<std::shared_ptr<const job::Recipe>> RecipeDesk::read(unsigned signaturesRequired,
                                                            base::WallTime at) {
    const auto trust = TRY(station::Trust::read(scratch.write("bundle/release.pem", root.pem())));
    return station::readRecipe(scratch.path(), trust, signaturesRequired, at);
}

std::string RecipeDesk::refusalOf(const std::string& text) {
    release(text);
    const auto recipe = read();
    return recipe ? "accepted" : base::toLogLine(recipe.fault());
}

std::string RecipeDesk::image(const std::string& file, std::string_view bytes,
                              const std::string& address) {
    scratch.write(file, bytes);
    const auto* const data = reinterpret_cast<const std::uint8_t*>(bytes.data());
    const Digest digest = base::sha256({data, bytes.size()});
    return fmt::format("[[image]]\nfile = \"{}\"\nsha256 = \"{}\"\n{}", file, base::toHex(digest),
                       address.empty() ? "" : "address = " + address + "\n");
}

} // namespace greenlight::test
