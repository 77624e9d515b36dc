#include "tests/qml/shelf_feed.h"

#include "station/training.h"

#include <cstdlib>
#include <fstream>

namespace greenlight::station::view {

namespace fs = std::filesystem;

ShelfFeed::ShelfFeed() {
    const auto share = Training::shareFolder();
    if (!share) {
        std::abort(); // The build has made none: nothing can be tested with it.
    }
    constexpr auto all = fs::copy_options::recursive | fs::copy_options::overwrite_existing;
    fs::copy(*share / "recipes", folder(), all);
    fs::copy(*share / "recipes" / "sensor-node", folder() / "worn-out", all);
    std::ofstream(folder() / "worn-out" / "recipe.toml", std::ios::app) << "# longer\n";
}

RecipeShelf ShelfFeed::shelf() {
    auto trust = Trust::read(*Training::shareFolder() / "release.pem");
    if (!trust) {
        std::abort();
    }
    return {folder(), std::move(trust).value(), 2, m_calendar};
}

} // namespace greenlight::station::view
