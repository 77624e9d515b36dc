// What libFuzzer calls. The environment says which target it is about, so that one program serves
// all of them: GREENLIGHT_FUZZ_TARGET=hex fuzzer corpus/hex
#include "tests/fuzz/targets.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

const greenlight::fuzz::Target& chosen() {
    const char* const name = std::getenv("GREENLIGHT_FUZZ_TARGET");
    const auto targets = greenlight::fuzz::targets();
    const auto found = std::ranges::find(targets, std::string_view(name == nullptr ? "" : name),
                                         &greenlight::fuzz::Target::name);
    if (found == targets.end()) {
        for (const auto& target : targets) {
            std::printf("%.*s\n", static_cast<int>(target.name.size()), target.name.data());
        }
        std::exit(2);
    }
    return *found;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const auto& target = chosen();
    target.run({data, size});
    return 0;
}
